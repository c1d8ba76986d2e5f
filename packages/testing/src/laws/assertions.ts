import { ReagentError, type ReagentErrorCode } from '@reagent/core';

/** Fails the law unless `holds`. */
export function ensure(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ReagentError('PLUGIN_BROKE_RULE', message);
}

/** Fails unless both are the same plain data, numbers to the bit. */
export function ensureSame(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [textOf(actual), textOf(expected)];
  ensure(left === right, `${what}: expected ${shorten(right)}, got ${shorten(left)}`);
}

/** Fails unless the values are the same to the bit, NaN equal to NaN. */
export function ensureSameNumbers(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  ensureAgree(actual, expected, 0, what);
}

/** Fails unless each value is within `tolerance · max(1, |expected|)` of the expected; 0: equal, where 0 and −0 are one. */
export function ensureAgree(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  ensure(actual.length === expected.length, `${what}: expected ${expected.length} values, got ${actual.length}`);
  for (let index = 0; index < expected.length; index++) {
    const [left, right] = [actual[index] as number, expected[index] as number];
    const close = Object.is(left, right) || Math.abs(left - right) <= tolerance * Math.max(1, Math.abs(right));
    ensure(close, `${what}: value ${index} should be ${right}, is ${left}`);
  }
}

/** Fails unless the call is rejected with a `ReagentError` of this code. */
export async function ensureRefused(call: () => unknown, code: ReagentErrorCode, what: string): Promise<void> {
  const outcome = await settle(call);
  ensure(outcome.rejected, `${what}: should be refused with code ${code}, was answered`);
  const { reason } = outcome;
  const own = ReagentError.isInstance(reason) ? reason.code : String(reason);
  ensure(own === code, `${what}: should be refused with code ${code}, was refused with ${own}`);
}

/** Fails unless the call is rejected with exactly this value. */
export async function ensureRejects(call: () => unknown, reason: unknown, what: string): Promise<void> {
  const outcome = await settle(call);
  ensure(outcome.rejected, `${what}: should reject with the signal's reason, was answered`);
  ensure(
    outcome.reason === reason,
    `${what}: should reject with the signal's own reason, not ${String(outcome.reason)}`,
  );
}

export type Outcome = { readonly rejected: false } | { readonly rejected: true; readonly reason: unknown };

/** Waits for a call, and tells how it ended. A call that throws at once counts as rejected. */
export async function settle(call: () => unknown): Promise<Outcome> {
  try {
    await call();
    return { rejected: false };
  } catch (reason) {
    return { rejected: true, reason };
  }
}

/** Plain data as a text that differs where the data differ, typed arrays and special numbers included. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'number' && (!Number.isFinite(inner) || Object.is(inner, -0)))
      return `number ${String(inner)}`;
    return ArrayBuffer.isView(inner) ? { [inner.constructor.name]: Array.from(inner as Uint8Array) } : inner;
  });
}

function shorten(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
