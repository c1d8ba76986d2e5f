import { expect, it } from 'vitest';
import { createComparer, reportOf } from './report.ts';

it('keeps the largest difference of a quantity, and the number of unequal places', () => {
  const compare = createComparer(0.5);
  compare.numbers('a', [1, 2], [1.25, 2]);
  compare.numbers('a', [1], [0.9]);
  compare.equal('b', [1], [1]);
  compare.equal('c', true, false);
  compare.equal('c', true, true);
  compare.equal('c', [1, 2], [2, 1]);
  const report = reportOf('s', 'n', compare.comparisons());
  expect(report.comparisons).toEqual([
    { quantity: 'a', largestDifference: 0.25, tolerance: 0.5, ok: true },
    { quantity: 'b', largestDifference: 0, tolerance: 0, ok: true },
    { quantity: 'c', largestDifference: 2, tolerance: 0, ok: false },
  ]);
  expect(report).toMatchObject({ largestDifference: 2, ok: false });
  expect(report.lines).toEqual([
    'n: DIFFERS',
    '    a: 0.25 (allowed: 0.5)',
    '    b: 0 (must be equal)',
    '  ! c: 2 (must be equal)',
    'largest difference: 2',
  ]);
});

it.each([
  ['NaN', [NaN], [1]],
  ['a value where there should be none', [1], [null]],
  ['none where there should be one', [null], [1]],
  ['a missing value', [1], [1, 2]],
  ['an infinite one', [Infinity], [1]],
])('lets no tolerance pass %s', (_, actual, expected) => {
  const compare = createComparer(Number.MAX_VALUE);
  compare.numbers('a', actual, expected);
  expect(compare.comparisons()).toMatchObject([{ largestDifference: Infinity, ok: false }]);
});
