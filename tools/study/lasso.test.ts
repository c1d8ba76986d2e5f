import { randomStream } from '@reagent/core';
import { expect, it } from 'vitest';
import { lasso, type BinaryRow } from './lasso.ts';

const columns = 12;
const random = randomStream({ seed: 1, probe: 0, step: 0, purpose: 'mask' });

/** Rows of which each column is in three of ten, with what `effect` says and a little noise. */
function rowsWith(effect: (ones: readonly number[]) => number, noise: number): BinaryRow[] {
  return Array.from({ length: 100 }, () => {
    const ones = Array.from({ length: columns }, (_, column) => column).filter(() => random.uniform() < 0.3);
    return { ones, response: effect(ones) + noise * (random.uniform() - 0.5) };
  });
}

it('keeps the columns that matter and drops the others', () => {
  const found = lasso(
    rowsWith((ones) => (ones.includes(2) ? 5 : 0) + (ones.includes(7) ? 2 : 0), 0.5),
    columns,
  );
  expect(found[2]).toBeCloseTo(5, 0);
  expect(found[7]).toBeCloseTo(2, 0);
  expect(found.filter((value) => value !== 0).length).toBeLessThan(6);
});

it('has the intercept unpenalised: a constant response has no columns', () => {
  const found = lasso(
    rowsWith(() => 100, 0),
    columns,
  );
  found.forEach((value) => expect(value).toBeCloseTo(0, 9));
});

it('gives 0 for a column that never changed', () => {
  const rows = rowsWith((ones) => (ones.includes(1) ? 3 : 0), 0.2).map(({ ones, response }) => ({
    ones: ones.filter((column) => column !== 5),
    response,
  }));
  expect(lasso(rows, columns)[5]).toBe(0);
});
