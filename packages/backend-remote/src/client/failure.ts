import type { ReagentErrorCode } from '@reagent/core';

/** What keeps a request from an answer. Becomes a `ReagentError` once there is no use in trying again. */
export class Failure extends Error {
  readonly code: ReagentErrorCode;
  /** Whether the same request may be answered another time. */
  readonly mayPass: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly waitFor: number;
  /** HTTP status; null where none came. */
  readonly status: number | null;

  constructor(
    message: string,
    more: {
      readonly code?: ReagentErrorCode;
      readonly mayPass?: boolean;
      readonly waitFor?: number;
      readonly status?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, 'cause' in more ? { cause: more.cause } : undefined);
    this.name = 'Failure';
    this.code = more.code ?? 'SERVER_FAILED';
    this.mayPass = more.mayPass ?? false;
    this.waitFor = more.waitFor ?? 0;
    this.status = more.status ?? null;
  }
}

/** An answer that cannot be right. Something on the way may have broken it, so it is asked for again. */
export function brokenAnswer(rule: string): Failure {
  return new Failure(`the answer is broken: ${rule}`, { mayPass: true, status: 200 });
}
