import { throwIfAborted, type AbortSignalLike } from '@reagent/core';

/** Waits for `work`, or rejects with the signal's reason as soon as it is aborted. */
export async function interruptible(work: Promise<unknown>, signal: AbortSignalLike | undefined): Promise<void> {
  throwIfAborted(signal);
  if (signal === undefined) return void (await work);
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    await Promise.race([aborted, work]);
    throwIfAborted(signal); // work that was already done wins the race
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Milliseconds, or a function to wait for. */
export type Delay = number | (() => Promise<unknown>);

/** Waits as `delay` says; without one, for a turn of the microtask queue. */
export async function wait(delay: Delay | undefined): Promise<void> {
  if (typeof delay === 'function') await delay();
  else if (delay !== undefined) await new Promise<void>((resolve) => setTimeoutOfHost(resolve, delay));
}

/** Every host has timers, but the language's own types know none. */
function setTimeoutOfHost(callback: () => void, milliseconds: number): void {
  (globalThis as unknown as { setTimeout: (callback: () => void, milliseconds: number) => void }).setTimeout(
    callback,
    milliseconds,
  );
}
