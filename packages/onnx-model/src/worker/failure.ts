import type { ReagentErrorCode, SerializedReagentError } from '@reagent/core';

/**
 * A `ReagentError` on its way to the main thread. Errors cross as plain data in any case, and core's own class would load
 * all of core in every model's thread, which takes longer than loading a small model.
 */
export class Failure extends Error {
  readonly code: ReagentErrorCode;

  constructor(code: ReagentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What of any error is sent; what is not ours comes from ONNX Runtime. */
export function serialise(error: unknown): SerializedReagentError {
  if (error instanceof Failure) return { code: error.code, message: error.message };
  return { code: 'ENGINE_FAILED', message: `ONNX Runtime failed: ${messageOf(error)}` };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
