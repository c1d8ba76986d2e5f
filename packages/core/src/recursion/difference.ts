/**
 * What the recursion takes for Δ, how far a prediction moves when tokens are replaced: the fall of the target's probability,
 * as the reference code does (-1 … 1), or a distance between the whole next-token distributions, which the paper's
 * abstract speaks of (0 … 1: it has no sign, and any change counts).
 */
export type Difference = 'probability' | Distance;

export type Distance = 'hellinger' | 'total-variation';

/** Computes a distance of two distributions over the same tokens, given as natural logarithms of probabilities. */
export type MeasureDistance = (a: Float64Array, b: Float64Array) => number;

/** The distances by name. */
export const distances: Readonly<Record<Distance, MeasureDistance>> = { hellinger, 'total-variation': totalVariation };

/** The choices of Δ by name. */
export const differences: readonly Difference[] = ['probability', 'hellinger', 'total-variation'];

/**
 * √(½ Σ (√p − √q)²), 0 … 1: with the factor of ½, as in the reference code's evaluation until 2023-08. A sum of squares, since
 * √(1 − Σ √(p q)) loses half of the digits where the two are near each other.
 */
function hellinger(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let token = 0; token < a.length; token++) {
    // √p from ln p; -Infinity, a probability of 0, gives 0.
    const difference = Math.exp((a[token] as number) / 2) - Math.exp((b[token] as number) / 2);
    sum += difference * difference;
  }
  return Math.min(1, Math.sqrt(sum / 2));
}

/** ½ Σ |p − q|, 0 … 1: the most by which the probability of any set of tokens moves. */
function totalVariation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let token = 0; token < a.length; token++) {
    sum += Math.abs(Math.exp(a[token] as number) - Math.exp(b[token] as number));
  }
  return Math.min(1, sum / 2);
}
