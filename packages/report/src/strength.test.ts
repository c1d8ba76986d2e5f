import { expect, test } from 'vitest';
import { effect } from '../test/example-result.ts';
import { effectStrengths, strengths } from './strength.ts';

test('marks follow the share of the largest value, with its sign', () => {
  expect(strengths([10, 6, 5.9, 3, 2.9, 1, 0.9, -10, -3, -1, 0])).toEqual([3, 3, 2, 2, 1, 1, 0, -3, -2, -1, 0]);
  expect(strengths([0, 0])).toEqual([0, 0]);
});

test('emphasis marks weaker values too, or only the strongest, in the same order', () => {
  const values = [10, 5, -4, 1, 0.5, 0];
  expect([-1, 0, 1].map((emphasis) => strengths(values, emphasis))).toEqual([
    [3, 1, -1, 0, 0, 0],
    [3, 2, -2, 1, 0, 0],
    [3, 3, -3, 2, 1, 0],
  ]);
});

test('an effect that may be nothing has no mark and does not set the scale', () => {
  expect(effectStrengths([effect(100, -1, 201), effect(4, 1, 7), null, effect(-4, -7, 0)])).toEqual([0, 3, 0, 0]);
});

test('without intervals the estimates alone decide', () => {
  expect(effectStrengths([effect(4), effect(-2)])).toEqual([3, -2]);
});
