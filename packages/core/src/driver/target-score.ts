import { derivedLogOddsLimit, type TokenScore } from './checked-scores.ts';
import type { Target } from './targets.ts';

/**
 * A target's score in a row, in the shape of one token's: its log-probability goes into the recursion, its log-odds into
 * the effects.
 *
 * - tokens as one: ln p = Σ ln pᵢ, and the log-odds of that
 * - a contrast: the probability pA / (pA + pB), whose log-odds are ln pA − ln pB
 *
 * @param scores of the tokens that the target asks for, in order
 * @param exactOdds whether the backend has logits, so that a probability near 1 is not rounded to it
 */
export function targetScore(target: Target, scores: readonly TokenScore[], exactOdds: boolean): TokenScore {
  const [first, second] = scores as readonly [TokenScore, TokenScore];
  if (target.insteadOf !== null) return contrast(first, second);
  return target.tokens.length === 1 ? first : together(scores, exactOdds);
}

function together(scores: readonly TokenScore[], exactOdds: boolean): TokenScore {
  const logProbability = scores.reduce((sum, score) => sum + score.logProbability, 0);
  const odds = logProbability - Math.log(-Math.expm1(logProbability));
  // Only near p = 1 do rounded log-probabilities say nothing about odds: long answers may be as improbable as they are.
  const clamped = !Number.isFinite(odds) || (!exactOdds && odds > derivedLogOddsLimit);
  return {
    logProbability,
    logOdds: clamped ? clampedOdds(odds) : odds,
    clamped,
    bound: scores.some(({ bound }) => bound),
    ...topOf(scores),
  };
}

function contrast(target: TokenScore, other: TokenScore): TokenScore {
  const odds = target.logProbability - other.logProbability;
  const clamped = !Number.isFinite(odds); // a probability of 0, as a server may round it
  const logOdds = clamped ? clampedOdds(odds) : odds;
  return {
    logProbability: -Math.log1p(Math.exp(-logOdds)),
    logOdds,
    clamped,
    bound: target.bound || other.bound,
    ...topOf([target]),
  };
}

/** Of infinite odds, and of those that cannot be told; two probabilities of 0 are no odds at all. */
function clampedOdds(odds: number): number {
  return Number.isNaN(odds) ? 0 : Math.sign(odds) * derivedLogOddsLimit;
}

/** A contrast is about the target as long as that is within the top k; tokens as one, if each of them is. */
function topOf(scores: readonly TokenScore[]): { withinTopK?: boolean } {
  const known = scores.every(({ withinTopK }) => withinTopK !== undefined);
  return known ? { withinTopK: scores.every(({ withinTopK }) => withinTopK) } : {};
}
