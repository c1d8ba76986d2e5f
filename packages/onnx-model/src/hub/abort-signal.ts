import type { AbortSignalLike } from '@reagent/core';

/** The web's own signal, which `fetch` and streams take, for one that only looks like it. */
export function followSignal(like: AbortSignalLike | undefined): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort(like?.reason);
  if (like?.aborted) abort();
  like?.addEventListener('abort', abort);
  return { signal: controller.signal, release: () => like?.removeEventListener('abort', abort) };
}
