import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from './random.ts';
import {
  drawMask,
  importanceOf,
  increment,
  initialState,
  markConverged,
  rationaleByOverlap,
  softmaxOver,
  stateOf,
  topUnits,
  update,
  type RecursionState,
} from './recursion.ts';

const all = (units: number) => Array.from({ length: units }, (_, unit) => unit);

test('initial logits are uniform in [0, 1), and the same for a probe whatever the number of probes', () => {
  const few = initialState({ probes: 2, targets: 1, units: 5 }, 3);
  const many = initialState({ probes: 6, targets: 1, units: 5 }, 3);
  expect(many.logits.slice(0, 2)).toEqual(few.logits);
  expect(many.logits.flat(2).every((logit) => logit >= 0 && logit < 1)).toBe(true);
});

test('the state survives JSON', () => {
  const state = update(initialState({ probes: 2, targets: 1, units: 3 }, 1), {
    probe: 1,
    target: 0,
    mask: [1, 0, 1],
    drop: 0.3,
    clamp: 1e-6,
  });
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
});

test('the softmax after an update is that of the closed form s + 4 artanh(Δ) on the replaced units', () => {
  const logits = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(logits, fc.integer(), fc.double({ min: -0.999, max: 0.999, noNaN: true }), (start, bits, drop) => {
      const mask = start.map((_, unit) => (bits >> unit) & 1);
      const after = update(stateOf([[start]]), { probe: 0, target: 0, mask, drop, clamp: 0 });
      const closed = start.map((logit, unit) => logit + (mask[unit] ? 4 * Math.atanh(drop) : 0));
      const units = all(start.length);
      const expected = softmaxOver(closed, units);
      softmaxOver(after.logits[0]?.[0] as number[], units).forEach((share, unit) =>
        expect(share).toBeCloseTo(expected[unit] as number, 10),
      );
    }),
  );
});

test('a drop of 1 stays finite under a clamp', () => {
  expect(increment(1, 1e-6)).toBeCloseTo(Math.log((2 - 1e-6) / 1e-6), 9);
  expect(increment(-1, 1e-6)).toBe(-increment(1, 1e-6));
});

test('a converged probe is frozen, also against an infinite update', () => {
  const state = markConverged(stateOf([[[0.1, 0.2]], [[0.3, 0.4]]]), 0, 0);
  const after = update(state, { probe: 0, target: 0, mask: [1, 0], drop: 1, clamp: 0 });
  expect(after).toBe(state);
});

test('an update touches its own probe only', () => {
  const state = stateOf([[[0.1, 0.2]], [[0.3, 0.4]]]);
  const after = update(state, { probe: 1, target: 0, mask: [1, 0], drop: 0.5, clamp: 0 });
  expect(after.logits[0]).toEqual([[0.1, 0.2]]);
  expect(after.steps).toEqual([[0], [1]]);
  expect(state.logits[1]).toEqual([[0.3, 0.4]]);
});

test('units that are not eligible have no importance, and the others share 1', () => {
  const shares = softmaxOver([100, 1, 2, 3], [1, 3]);
  expect(shares[0]).toBe(0);
  expect(shares[2]).toBe(0);
  expect((shares[1] as number) + (shares[3] as number)).toBeCloseTo(1, 12);
  expect(softmaxOver([1, 2], [])).toEqual([0, 0]);
});

test('importance is the mean over converged probes, or over all if none has', () => {
  const state = stateOf([[[0, 0]], [[Math.log(3), 0]], [[50, 0]]]);
  const units = all(2);
  expect(importanceOf(state, 0, units).converged).toBe(false);
  expect(importanceOf(state, 0, units).importance[0]).toBeCloseTo((0.5 + 0.75 + 1) / 3, 9);
  const some: RecursionState = markConverged(markConverged(state, 0, 0), 1, 0);
  expect(importanceOf(some, 0, units)).toMatchObject({ converged: true });
  expect(importanceOf(some, 0, units).importance[0]).toBeCloseTo(0.625, 12);
  expect(importanceOf(some, 0, units).largestShare).toBeCloseTo(0.625, 12);
});

test('the top units are the highest, ties to the lower', () => {
  expect(topUnits([1, 3, 3, 2], 3, all(4))).toEqual([1, 2, 3]);
  expect(topUnits([1, 3, 3, 2], 2, [0, 2, 3])).toEqual([2, 3]);
  expect(topUnits([1, 2], 5, all(2))).toEqual([1, 0]);
});

test('a rationale is what enough probes agree on, converged or not', () => {
  const state = stateOf([[[3, 2, 1, 0]], [[3, 1, 2, 0]], [[0, 3, 1, 2]]]);
  const options = { n: 2, eligible: all(4) };
  expect(rationaleByOverlap(state, 0, { ...options, overlap: 2 })).toEqual([0, 1]);
  expect(rationaleByOverlap(state, 0, { ...options, overlap: 3 })).toEqual([]);
  expect(rationaleByOverlap(state, 0, { ...options, overlap: 1 })).toEqual([0, 1, 2, 3]);
});

test('masks replace each eligible unit with the ratio, and no other', () => {
  let replaced = 0;
  for (let step = 0; step < 2000; step++) {
    const mask = drawMask(randomStream({ seed: 1, probe: 0, step, purpose: 'mask' }), 5, [1, 2, 4], 0.3);
    expect(mask[0]).toBe(0);
    expect(mask[3]).toBe(0);
    replaced += mask.reduce((sum, one) => sum + one, 0);
  }
  expect(Math.abs(replaced / 6000 - 0.3)).toBeLessThan(0.02); // 3.4 standard errors
});
