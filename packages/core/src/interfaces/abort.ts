/**
 * The part of the web's `AbortSignal` that is used here. A structural type, because core knows neither the DOM nor Node;
 * every `AbortSignal` is one.
 */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Throws the signal's own reason if it is aborted. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) throw signal.reason;
}

/** Waits for work that heeds no signal, or another's; rejects with the signal's reason as soon as it is aborted. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignalLike | undefined): Promise<T> {
  if (signal === undefined) return work;
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  if (signal.aborted) stop(); // nobody will tell again
  try {
    const done = await Promise.race([aborted, work]);
    throwIfAborted(signal); // work that was already done wins the race
    return done;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
