/** How far a row's probabilities may sum from 1: rounding to 16 bits moves the sum by less, and a distance by no more. */
const sumTolerance = 1e-3;
/** Rounding may put the logarithm of a probability of 1 a hair above 0. */
const mostLogProbability = 1e-6;

/**
 * The rule that distributions break, as a sentence; null if none.
 * @param distributions [row][token] log-probabilities
 */
export function brokenRuleOf(
  distributions: Float64Array | undefined,
  rows: number,
  vocabularySize: number,
): string | null {
  if (distributions?.length !== rows * vocabularySize) {
    return `score must return distributions of ${rows} · ${vocabularySize} values, and returned ${distributions?.length ?? 'none'}`;
  }
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let token = 0; token < vocabularySize; token++) {
      const value = distributions[row * vocabularySize + token] as number;
      // So written that NaN fails.
      if (!(value <= mostLogProbability)) {
        return `the log-probabilities of a distribution must be 0 or less, never NaN; of token ${token} it is ${value}`;
      }
      sum += Math.exp(value);
    }
    if (Math.abs(sum - 1) > sumTolerance) return `the probabilities of a distribution must sum to 1, not to ${sum}`;
  }
  return null;
}
