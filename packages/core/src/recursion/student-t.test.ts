import { expect, test } from 'vitest';
import { studentTQuantile } from './student-t.ts';

// [probability, degrees of freedom, t] by @stdlib/stats-base-dists-t-quantile 0.2.3
const reference: readonly (readonly [number, number, number])[] = [
  [0.975, 0.7, 36.61141503158864],
  [0.975, 1, 12.706204736174694],
  [0.975, 1.5, 6.016663104427929],
  [0.975, 2, 4.302652729749462],
  [0.975, 3.3, 3.024874461840807],
  [0.975, 5, 2.570581835636314],
  [0.975, 7.7, 2.321736752830864],
  [0.975, 10, 2.2281388519862744],
  [0.975, 20.2, 2.0846402244090503],
  [0.975, 41.7, 2.018511922996425],
  [0.975, 77.03092760416197, 1.9912416368127903],
  [0.975, 178.4, 1.9733506044790605],
  [0.975, 1000, 1.9623390808264078],
  [0.975, 7500.5, 1.9602803164624318],
  [0.9, 4, 1.5332062740589445],
  [0.995, 12.5, 3.0324366528705626],
];

test.each(reference)('t at %f with %f degrees of freedom', (probability, degreesOfFreedom, t) => {
  expect(Math.abs(studentTQuantile(probability, degreesOfFreedom) / t - 1)).toBeLessThan(1e-12);
});
