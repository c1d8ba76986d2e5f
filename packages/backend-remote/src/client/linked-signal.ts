import type { AbortSignalLike } from '@reagent/core';

/** One signal of this platform that is aborted when any of several is, with its reason. */
export function linkedSignal(signals: readonly (AbortSignalLike | undefined)[]): {
  readonly signal: AbortSignal;
  /** Lets go of the signals, which may live long. */
  release(): void;
} {
  const controller = new AbortController();
  const links = signals.flatMap((signal) => {
    if (signal === undefined) return [];
    const abort = (): void => controller.abort(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    return [() => signal.removeEventListener('abort', abort)];
  });
  return { signal: controller.signal, release: () => links.forEach((unlink) => unlink()) };
}
