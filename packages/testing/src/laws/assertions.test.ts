import { ReagentError } from '@reagent/core';
import { expect, it } from 'vitest';
import { ensureAgree, ensureRefused, ensureRejects, ensureSame, ensureSameNumbers } from './assertions.ts';

const broken: unknown = expect.objectContaining({ code: 'PLUGIN_BROKE_RULE' });

it.each([
  [0, -0],
  [NaN, null],
  [Infinity, null],
  [[1, 2], [1]],
  [Int32Array.of(1), [1]],
  [Int32Array.of(1), Float64Array.of(1)],
  [{ a: 1 }, { a: 1, b: 2 }],
])('%o is not the same as %o', (left, right) => {
  expect(() => ensureSame(left, right, 'it')).toThrow(broken);
  ensureSame(left, left, 'it');
  ensureSame(right, right, 'it');
});

it('compares numbers to the bit, or as near as it is told', () => {
  ensureSameNumbers([NaN, 1, -Infinity], [NaN, 1, -Infinity], 'it');
  expect(() => ensureSameNumbers([1 + Number.EPSILON], [1], 'it')).toThrow(broken);
  expect(() => ensureSameNumbers([1], [1, 2], 'it')).toThrow(/expected 2 values, got 1/u);
  ensureAgree([100.09, 0.0009], [100, 0], 1e-3, 'it');
  expect(() => ensureAgree([100.11], [100], 1e-3, 'it')).toThrow(/it: value 0 should be 100, is 100.11/u);
  expect(() => ensureAgree([NaN], [1], 1e-3, 'it')).toThrow(broken);
  expect(() => ensureAgree([-Infinity], [-1], 1e-3, 'it')).toThrow(broken);
});

it('wants the code, and the reason itself', async () => {
  const refuse = () => Promise.reject(new ReagentError('DISPOSED', 'gone'));
  await ensureRefused(refuse, 'DISPOSED', 'it');
  await expect(ensureRefused(refuse, 'UNSUPPORTED', 'it')).rejects.toThrow(
    /code UNSUPPORTED, was refused with DISPOSED/u,
  );
  await expect(ensureRefused(() => 1, 'DISPOSED', 'it')).rejects.toThrow(/was answered/u);
  const reason = {};
  await ensureRejects(() => Promise.reject(reason), reason, 'it');
  await expect(ensureRejects(() => Promise.reject({}), reason, 'it')).rejects.toThrow(broken);
  await expect(ensureRejects(() => 1, reason, 'it')).rejects.toThrow(broken);
});
