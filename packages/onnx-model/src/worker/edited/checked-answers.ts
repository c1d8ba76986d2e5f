import { Failure } from '../failure.ts';

/** Throws `ENGINE_FAILED` for NaN, which comes of logits that are no numbers. */
export function throwIfNotNumbers(values: Float64Array | null): void {
  if (values?.some(Number.isNaN) !== true) return;
  throw new Failure('ENGINE_FAILED', 'the model gave logits that are not numbers; another dtype may do better');
}
