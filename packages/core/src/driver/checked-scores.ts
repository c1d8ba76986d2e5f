import type { Backend, ScoreRequest, Scores } from '../interfaces/backend.ts';
import { brokenRuleOf } from './check-distributions.ts';
import { ReagentError } from '../interfaces/errors.ts';

/** One token's scores in one row. */
export interface TokenScore {
  readonly logProbability: number;
  readonly logOdds: number;
  /** Only an upper bound is known. */
  readonly bound: boolean;
  /** `logOdds` was derived and had to be clamped. */
  readonly clamped: boolean;
  readonly withinTopK?: boolean;
  readonly rank?: number;
  /** [token] log-probabilities of the row's next token: a view into the answer, which lives as long as the view does. */
  readonly distribution?: Float64Array;
  /** Between the row's distribution and the unreplaced context's. */
  readonly distance?: number;
}

/** From here on a float32 log-probability says nothing about log-odds. */
export const derivedLogOddsLimit = 15;

/** Refuses what the backend denies, scores, checks what came back, and gives one entry a token asked for, as `Scores`. */
export async function scoreChecked(backend: Backend, request: ScoreRequest): Promise<TokenScore[]> {
  refuseUnsupported(backend, request);
  const scores = await backend.score(request);
  checkScores(backend, request, scores);
  const size = backend.tokenizer.vocabularySize;
  return Array.from(scores.logProbabilities, (_, index) => ({
    ...tokenScore(scores, index),
    // One row of them a query: whoever wants distributions asks for one token a query.
    ...(request.want?.distribution
      ? { distribution: scores.distributions!.subarray(index * size, (index + 1) * size) }
      : {}),
  }));
}

function refuseUnsupported(backend: Backend, { topK }: ScoreRequest): void {
  if (topK === undefined || (backend.supports.rank !== 'none' && topK <= backend.supports.maxTopK)) return;
  throw new ReagentError(
    'UNSUPPORTED',
    `backend ${backend.id} cannot tell whether a token is among the ${topK} best ` +
      `(it can up to ${backend.supports.maxTopK}): take another stopping criterion or backend`,
    { plugin: backend.id },
  );
}

/** Number of tokens that a request asks for. */
function askedIn({ contexts, queries, queryIndex }: ScoreRequest): number {
  const tokens = queries.map((query) => query.tokens.length);
  if (queryIndex === undefined) return contexts.rows * tokens.reduce((sum, count) => sum + count, 0);
  return queryIndex.reduce((sum, query) => sum + (tokens[query] as number), 0);
}

function checkScores(backend: Backend, request: ScoreRequest, scores: Scores): void {
  const asked = askedIn(request);
  const broke = (rule: string): never => {
    throw new ReagentError('PLUGIN_BROKE_RULE', `backend ${backend.id}: ${rule}`, { plugin: backend.id });
  };
  const length = (name: string, values: { readonly length: number } | null | undefined, required: boolean) => {
    if (values == null ? required : values.length !== asked) {
      const rows = `${request.contexts.rows} rows`;
      broke(`score must return ${asked} ${name} for ${rows}, and returned ${values?.length ?? 'none'}`);
    }
  };
  length('logProbabilities', scores.logProbabilities, true);
  length('logOdds', scores.logOdds, backend.supports.logits);
  length('exact', scores.exact, false);
  length('withinTopK', scores.withinTopK, request.topK !== undefined);
  length('ranks', scores.ranks, request.want?.rank === true);
  // Rounding may put the logarithm of a probability of 1 a hair above 0.
  if (!scores.logProbabilities.every((value) => value <= 1e-6)) broke('log-probabilities must be 0 or less, never NaN');
  if (scores.logOdds && !scores.logOdds.every(Number.isFinite)) broke('log-odds must be finite');
  if (scores.ranks && !scores.ranks.every((rank) => rank >= 0)) broke('ranks must be 0 or more');
  if (request.want?.distribution) {
    const rule = brokenRuleOf(scores.distributions, asked, backend.tokenizer.vocabularySize);
    if (rule !== null) broke(rule);
  }
}

function tokenScore(scores: Scores, index: number): TokenScore {
  const logProbability = Math.min(0, scores.logProbabilities[index] as number);
  const odds = scores.logOdds === null ? derivedLogOdds(logProbability) : undefined;
  return {
    logProbability,
    logOdds: odds?.value ?? (scores.logOdds?.[index] as number),
    clamped: odds?.clamped ?? false,
    bound: scores.exact?.[index] === 0,
    ...(scores.withinTopK ? { withinTopK: scores.withinTopK[index] === 1 } : {}),
    ...(scores.ranks ? { rank: scores.ranks[index] as number } : {}),
  };
}

/** ln p − ln(1 − p), kept within ± {@link derivedLogOddsLimit}. */
function derivedLogOdds(logProbability: number): { value: number; clamped: boolean } {
  const value = logProbability - Math.log(-Math.expm1(logProbability));
  const clamped = !(Math.abs(value) <= derivedLogOddsLimit);
  return { value: clamped ? Math.sign(value || -1) * derivedLogOddsLimit : value, clamped };
}
