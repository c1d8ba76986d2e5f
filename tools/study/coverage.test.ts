import { expect, it } from 'vitest';
import { coverageOf, pooled } from './coverage.ts';

const effect = (estimate: number, half: number) => ({ estimate, low: estimate - half, high: estimate + half });

it('counts intervals that hold the reference, of all positions and of both top threes', () => {
  const beta = [10, 8, 6, 1, 0];
  const effects = [effect(10, 1), effect(5, 1), effect(2, 1), effect(7, 1), effect(0, 1)];
  expect(coverageOf(effects, beta)).toEqual({
    all: { covered: 2, known: 5 }, // units 0 and 4
    trueTop: { covered: 1, known: 3 }, // 0, 1, 2
    estimatedTop: { covered: 1, known: 3 }, // 0, 3, 1
  });
});

it('leaves out positions without an interval', () => {
  const effects = [effect(1, 1), null, { estimate: 1, low: null, high: null }, effect(9, 1)];
  expect(coverageOf(effects, [1, 1, 1, 1]).all).toEqual({ covered: 1, known: 2 });
});

it('pools runs', () => {
  const [one, other] = [coverageOf([effect(1, 1)], [1]), coverageOf([effect(9, 1)], [1])];
  expect(pooled([one, other, one]).all).toEqual({ covered: 2, known: 3 });
});
