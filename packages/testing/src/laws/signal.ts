import type { AbortSignalLike } from '@reagent/core';

interface AbortControllerLike {
  readonly signal: AbortSignalLike;
  abort(reason: unknown): void;
}

/** The host's own AbortController (every host has one, the language's types know none). */
export function createAbortController(): AbortControllerLike {
  const host = globalThis as unknown as { AbortController: new () => AbortControllerLike };
  return new host.AbortController();
}
