import type { Rows } from './feeds.ts';

/** Scattered over the vocabulary by multiplicative hashing (Knuth's constant, 2^32 divided by the golden ratio). */
export function scatteredRows(rows: number, length: number, vocabulary: number): Rows {
  const scatter = (index: number): number => (Math.imul(index + 1, 0x9e3779b1) >>> 0) / 2 ** 32;
  const ids = Int32Array.from({ length: rows * length }, (_, index) => Math.floor(scatter(index) * vocabulary));
  return { rows, length, ids };
}

/** Between two lists of one length; what is no number on one side only is infinitely far. */
export function largestDifference(one: Float64Array, other: Float64Array): number {
  let largest = 0;
  for (let index = 0; index < one.length; index++) {
    const [first, second] = [one[index] as number, other[index] as number];
    if (Object.is(first, second)) continue;
    const apart = Math.abs(first - second);
    largest = Math.max(largest, Number.isNaN(apart) ? Infinity : apart);
  }
  return largest;
}
