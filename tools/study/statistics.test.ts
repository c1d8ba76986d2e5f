import { describe, expect, it } from 'vitest';
import { clusteredMean, clusteredRatio, shown } from './statistics.ts';

const of = (cluster: string, ...values: readonly (number | null)[]) => values.map((value) => ({ cluster, value }));

describe('a mean with its clustered standard error', () => {
  it('is the usual one where every item is its own cluster', () => {
    const { mean, error } = clusteredMean([...of('a', 1), ...of('b', 2), ...of('c', 6)]);
    expect(mean).toBe(3);
    // deviations −2, −1, 3: variance 14 / 2, over three
    expect(error).toBeCloseTo(Math.sqrt(7 / 3), 12);
  });

  it('does not shrink when items are repeated within their cluster', () => {
    const once = clusteredMean([...of('a', 1), ...of('b', 2), ...of('c', 6)]);
    const often = clusteredMean([...of('a', 1, 1, 1, 1), ...of('b', 2, 2, 2, 2), ...of('c', 6, 6, 6, 6)]);
    expect(often.mean).toBe(once.mean);
    expect(often.error).toBeCloseTo(once.error, 12);
  });

  it('weighs clusters by their items', () => {
    const { mean, error } = clusteredMean([...of('a', 0, 0, 0), ...of('b', 1)]);
    expect(mean).toBe(0.25);
    // sums of deviations −.75 and .75; 2 / 1 · (2 · .75²), over four items
    expect(error).toBeCloseTo(Math.sqrt(2 * 2 * 0.75 ** 2) / 4, 12);
  });

  it('leaves out items without a value', () => {
    expect(clusteredMean([...of('a', 1, null), ...of('b', 3)]).mean).toBe(2);
  });

  it('has no error with one cluster', () => {
    expect(clusteredMean(of('a', 1, 2)).error).toBeNaN();
  });
});

it('gives a ratio of sums, of which the error is 0 where all clusters have the ratio', () => {
  const { mean, error } = clusteredRatio([
    { cluster: 'a', numerator: 9, denominator: 10 },
    { cluster: 'b', numerator: 90, denominator: 100 },
  ]);
  expect(mean).toBeCloseTo(0.9, 12);
  expect(error).toBeCloseTo(0, 12);
});

it.each([
  [{ mean: 0.8764, error: 0.0123 }, '.876 (12)'],
  [{ mean: -0.0304, error: 0.001 }, '-.030 (1)'],
  [{ mean: 1, error: 0 }, '1.000 (0)'],
  [{ mean: 0.5, error: Number.NaN }, '.500'],
])('shows %o as %s', (estimate, text) => {
  expect(shown(estimate)).toBe(text);
});
