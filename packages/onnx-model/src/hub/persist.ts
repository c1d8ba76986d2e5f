import pRetry from 'p-retry';
import { ReagentError } from '@reagent/core';
import type { HubServer } from './hub-server.ts';
import { Transient } from './request.ts';

/** Tries again while failures are {@link Transient}; then throws `DOWNLOAD_FAILED`. */
export async function persist<T>(
  attempt: () => Promise<T>,
  { firstPause }: Pick<HubServer, 'firstPause'>,
  signal: AbortSignal,
  retries = 4,
): Promise<T> {
  try {
    return await pRetry(attempt, {
      retries,
      minTimeout: firstPause,
      signal,
      shouldRetry: ({ error }) => error instanceof Transient && !signal.aborted,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Transient) {
      throw new ReagentError('DOWNLOAD_FAILED', `${error.message}; try again later`, { cause: error.cause });
    }
    throw error;
  }
}
