import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream, type RandomKey } from './random.ts';

const key: RandomKey = { seed: 7, probe: 2, step: 5, purpose: 'mask' };
const draws = (from: RandomKey, count = 4) => {
  const random = randomStream(from);
  return Array.from({ length: count }, () => random.uniform());
};

test('a key gives the same numbers always', () => {
  expect(draws(key)).toEqual(draws({ ...key }));
});

test('another seed, probe, step or purpose gives other numbers', () => {
  const others: RandomKey[] = [
    { ...key, seed: 8 },
    { ...key, seed: 7 + 2 ** 32 },
    { ...key, probe: 3 },
    { ...key, probe: -1 },
    { ...key, step: 6 },
    { ...key, purpose: 'substitutes' },
    { ...key, draw: 1 },
    { ...key, probe: 5, step: 2 },
  ];
  const first = [key, ...others].map((other) => draws(other, 1)[0]);
  expect(new Set(first).size).toBe(others.length + 1);
});

test('no two keys of a long run share a stream', () => {
  const seen = new Set<number>();
  for (let probe = 0; probe < 16; probe++) {
    for (let step = 0; step < 2000; step++) {
      seen.add(draws({ seed: 0, probe, step, purpose: 'mask' }, 1)[0] as number);
    }
  }
  expect(seen.size).toBe(32_000);
});

test('first draws over keys are uniform', () => {
  const bins = new Array<number>(20).fill(0);
  for (let step = 0; step < 20_000; step++) {
    const bin = Math.floor((draws({ ...key, step }, 1)[0] as number) * 20);
    bins[bin] = (bins[bin] as number) + 1;
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(43.8); // .999 quantile with 19 degrees of freedom
});

test('integers stay below their bound', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer(), (bound, step) => {
      const drawn = randomStream({ ...key, step }).integer(bound);
      return Number.isInteger(drawn) && drawn >= 0 && drawn < bound;
    }),
  );
});
