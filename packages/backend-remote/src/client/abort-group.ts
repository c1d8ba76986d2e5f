import type { AbortSignalLike } from '@reagent/core';

/** Requests that one signal ends. It gets one listener for all of them, and none while there are none. */
export interface AbortGroup {
  join(): AbortController;
  leave(member: AbortController): void;
}

export function createAbortGroup(signal: AbortSignalLike | undefined): AbortGroup {
  const members = new Set<AbortController>();
  const abort = (): void => members.forEach((member) => member.abort(signal?.reason));
  return {
    join() {
      const member = new AbortController();
      if (signal?.aborted) member.abort(signal.reason);
      if (members.size === 0) signal?.addEventListener('abort', abort);
      members.add(member);
      return member;
    },
    leave(member) {
      members.delete(member);
      if (members.size === 0) signal?.removeEventListener('abort', abort);
    },
  };
}
