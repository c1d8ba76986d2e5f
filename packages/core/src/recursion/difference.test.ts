import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, distances, type Distance } from './difference.ts';

const logs = (...probabilities: number[]): Float64Array => Float64Array.from(probabilities, Math.log);
const names = Object.keys(distances) as Distance[];

test('every distance is a choice of Δ, beside the probability', () => {
  expect(differences).toEqual(['probability', ...names]);
});

// Worked out by hand: ½ ((√½ − √⅛)² + (√½ − √⅞)²) = 1 − (1 + √7) / 4, and ½ (⅜ + ⅜).
test.each<[Distance, number]>([
  ['hellinger', Math.sqrt(1 - (1 + Math.sqrt(7)) / 4)],
  ['total-variation', 3 / 8],
])('the %s distance of (½, ½) and (⅛, ⅞) is %d', (name, expected) => {
  expect(distances[name](logs(1 / 2, 1 / 2), logs(1 / 8, 7 / 8))).toBeCloseTo(expected, 15);
});

test.each(names)('the %s distance of distributions with no token in common is 1, logarithms of 0 and all', (name) => {
  expect(distances[name](logs(0.25, 0.75, 0, 0), logs(0, 0, 1, 0))).toBe(1);
  expect(distances[name](logs(0, 1), logs(0, 1))).toBe(0);
});

test.each(names)('the %s distance stays within 1 where rounding makes a distribution sum to more', (name) => {
  expect(distances[name](Float64Array.of(1e-7, -Infinity), Float64Array.of(-Infinity, 1e-7))).toBe(1);
});

test('small distances keep their digits', () => {
  // (½ + d, ½ − d) against (½, ½): d exactly, and to first order d / √2.
  const d = 2 ** -30;
  const [a, b] = [logs(0.5, 0.5), logs(0.5 + d, 0.5 - d)];
  expect(distances['total-variation'](a, b) / d).toBeCloseTo(1, 6);
  expect(distances.hellinger(a, b) / (d / Math.SQRT2)).toBeCloseTo(1, 6);
});

/** Two distributions over as many tokens; some tokens of probability 0, some of nearly all. */
const pairs = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => {
    const logit = fc.oneof(fc.double({ min: -30, max: 30, noNaN: true }), fc.constant(-Infinity));
    const one = fc.array(logit, { minLength: size, maxLength: size }).map(([, ...rest]) => logSoftmax([0, ...rest]));
    return fc.tuple(one, one);
  })
  .map(([a, b]) => ({ a, b }));

function logSoftmax(logits: readonly number[]): Float64Array {
  const largest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return Float64Array.from(logits, (logit) => logit - largest - Math.log(total));
}

describe.each(names)('the %s distance', (name) => {
  const distance = distances[name];

  test('is from 0 to 1, the same both ways, and 0 from a distribution to itself', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        expect(distance(a, b)).toBeGreaterThanOrEqual(0);
        expect(distance(a, b)).toBeLessThanOrEqual(1);
        expect(distance(b, a)).toBe(distance(a, b));
        expect(distance(a, a)).toBe(0);
      }),
    );
  });

  test('is no longer than a way round', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const between = logSoftmax(Array.from(a, (value, token) => Math.max(value, b[token] as number)));
        expect(distance(a, b)).toBeLessThanOrEqual(distance(a, between) + distance(between, b) + 1e-12);
      }),
    );
  });
});

test('hellinger² ≤ total variation ≤ √2 · hellinger', () => {
  fc.assert(
    fc.property(pairs, ({ a, b }) => {
      const [hellinger, variation] = [distances.hellinger(a, b), distances['total-variation'](a, b)];
      expect(hellinger ** 2).toBeLessThanOrEqual(variation + 1e-12);
      expect(variation).toBeLessThanOrEqual(Math.SQRT2 * hellinger + 1e-12);
    }),
  );
});

test('no token moves by more than the total variation', () => {
  fc.assert(
    fc.property(pairs, ({ a, b }) => {
      const largest = a.reduce((most, p, token) => Math.max(most, Math.abs(Math.exp(p) - Math.exp(b[token]!))), 0);
      expect(largest).toBeLessThanOrEqual(distances['total-variation'](a, b) + 1e-12);
    }),
  );
});
