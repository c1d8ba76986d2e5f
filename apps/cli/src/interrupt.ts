import type { Surroundings } from './surroundings.ts';

/** The reason that an interrupted run is aborted with. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted before there was a result');
    this.name = 'Interrupted';
  }
}

export interface Interruptible {
  readonly signal: AbortSignal;
  /** Ctrl-C kills again, as it does by default. */
  release(): void;
}

/** The first Ctrl-C aborts the signal; the second finds no listener and kills the process. */
export function interruptible(surroundings: Surroundings, onInterrupt: () => void): Interruptible {
  const controller = new AbortController();
  const interrupt = (): void => {
    onInterrupt();
    controller.abort(new Interrupted());
  };
  surroundings.once('SIGINT', interrupt);
  return { signal: controller.signal, release: () => void surroundings.removeListener('SIGINT', interrupt) };
}
