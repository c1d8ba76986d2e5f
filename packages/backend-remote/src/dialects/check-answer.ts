import { brokenAnswer } from '../client/failure.ts';
import type { Answer, ScoredToken } from '../dialect.ts';

/** Rounding to float32 and sums of it. */
const rounding = 1e-3;

/** Best first; ties: the lower id first. Throws what makes a list impossible. */
export function checkedBest(list: readonly ScoredToken[]): readonly ScoredToken[] {
  list.forEach(({ logProbability }) => checkLogProbability(logProbability));
  if (new Set(list.map(({ token }) => token)).size !== list.length) throw brokenAnswer('a token is listed twice');
  const sum = list.reduce((total, { logProbability }) => total + Math.exp(logProbability), 0);
  if (sum > 1 + rounding) throw brokenAnswer(`probabilities sum to ${sum}`);
  return list.toSorted((a, b) => b.logProbability - a.logProbability || a.token - b.token);
}

/** At most 0 (rounding is forgiven), never NaN; servers write −9999 for −∞. */
export function checkLogProbability(value: number): number {
  if (Number.isNaN(value) || value > rounding) throw brokenAnswer(`${value} is no log-probability`);
  return value <= -9999 ? -Infinity : Math.min(0, value);
}

/** A token that is asked for must stand in the list of the best as its own number has it. */
export function checkAgainstBest(token: number, logProbability: number, best: readonly ScoredToken[]): void {
  const listed = best.find((entry) => entry.token === token);
  const last = best.at(-1);
  if (listed !== undefined && Math.abs(listed.logProbability - logProbability) > rounding) {
    throw brokenAnswer(`token ${token} has ${logProbability} and, among the best, ${listed.logProbability}`);
  }
  if (listed === undefined && last !== undefined && logProbability > last.logProbability + rounding) {
    throw brokenAnswer(
      `token ${token} has ${logProbability} and is not among the best, of which the last has ${last.logProbability}`,
    );
  }
}

/** Puts rows in the order of the contexts by the index that each of them has; every index once. */
export function inOrder<T extends { readonly index: number }>(rows: readonly T[], count: number): readonly T[] {
  if (rows.length !== count) throw brokenAnswer(`${count} contexts were sent and ${rows.length} answers came`);
  const ordered = rows.toSorted((a, b) => a.index - b.index);
  ordered.forEach(({ index }, place) => {
    if (index !== place) throw brokenAnswer(`there is no answer to context ${place}`);
  });
  return ordered;
}

/** One token asked for, beside the best. */
export function oneToken(token: number, logProbability: number, best: readonly ScoredToken[]): Answer {
  const own = checkLogProbability(logProbability);
  checkAgainstBest(token, own, best);
  return { tokens: [{ logProbability: own }], best };
}
