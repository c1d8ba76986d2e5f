import { Failure } from '../failure.ts';

/** What one row of logits says as a whole; all in float64. */
export interface LogitSummary {
  readonly largest: number;
  /** The first token with the largest logit. */
  readonly best: number;
  /** ln Σ exp(logit) */
  readonly logSum: number;
  /** Σ exp(logit − largest) */
  readonly sum: number;
  /** ln Σ exp(logit) of all tokens but `best` */
  readonly logSumOfOthers: number;
}

/** Of logits that are not numbers it holds NaN. */
export function summarise(logits: Float32Array): LogitSummary {
  let best = 0;
  for (let token = 1; token < logits.length; token++) {
    if ((logits[token] as number) > (logits[best] as number)) best = token;
  }
  const largest = logits[best] as number;
  let second = -Infinity;
  for (let token = 0; token < logits.length; token++) {
    if (token !== best && (logits[token] as number) > second) second = logits[token] as number;
  }
  let others = 0;
  let othersFromSecond = 0;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] as number;
    if (token === best) continue;
    others += Math.exp(logit - largest);
    if (second > -Infinity) othersFromSecond += Math.exp(logit - second);
  }
  const sum = 1 + others;
  return { largest, best, sum, logSum: largest + Math.log(sum), logSumOfOthers: second + Math.log(othersFromSecond) };
}

/** Throws `ENGINE_FAILED` for logits that are not numbers. */
export function throwIfNotNumbers({ largest, sum }: LogitSummary): void {
  if (Number.isFinite(largest) && !Number.isNaN(sum)) return;
  throw new Failure('ENGINE_FAILED', 'the model gave logits that are not numbers; another dtype may do better');
}

/** ln p, at most 0. */
export function logProbability(logits: Float32Array, token: number, summary: LogitSummary): number {
  // Near p = 1 the logarithm of the sum has lost what the others hold.
  if (token === summary.best) return 0 - Math.log1p(Math.exp(summary.logSumOfOthers - summary.largest));
  return Math.min(0, (logits[token] as number) - summary.logSum);
}

/** ln(p / (1 − p)): the token's logit minus the log-sum-exp of all others. */
export function logOdds(logits: Float32Array, token: number, summary: LogitSummary): number {
  const logit = logits[token] as number;
  if (token === summary.best) return logit - summary.logSumOfOthers;
  // The token holds half of the sum at most: nothing is lost by taking it away.
  return logit - (summary.largest + Math.log(summary.sum - Math.exp(logit - summary.largest)));
}

/** Number of tokens with a larger logit. */
export function rankOf(logits: Float32Array, token: number): number {
  const logit = logits[token] as number;
  let rank = 0;
  for (let other = 0; other < logits.length; other++) if ((logits[other] as number) > logit) rank++;
  return rank;
}
