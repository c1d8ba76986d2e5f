import { ReagentError, type AbortSignalLike } from '@reagent/core';
import { disposedError, type Task, type TaskRunner } from '@reagent/onnx-model';
import type { WebModelFacts, WorkerStart } from './protocol.ts';
import { startWorker, WorkerLost, type RunningWorker } from './running-worker.ts';

/**
 * A model in a Web Worker. A worker that fails is replaced, and the task that it was at is asked of the next one, once.
 * A run cannot be cut: after an aborted call the next one waits for its end; `dispose` does not.
 */
export interface Engine extends TaskRunner {
  readonly facts: WebModelFacts;
}

type Start = Omit<WorkerStart, 'lifeLock'>;

/** Starts a worker and loads a model in it. */
export async function startEngine(make: () => Worker, start: Start): Promise<Engine> {
  try {
    return new ReplacingEngine(make, start, await startWorker(make, start));
  } catch (error) {
    throw error instanceof WorkerLost ? error.error : error;
  }
}

class ReplacingEngine implements Engine {
  readonly facts: WebModelFacts;
  readonly #make: () => Worker;
  readonly #start: Start;
  readonly #disposal: AbortController = new AbortController();
  #worker: RunningWorker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(make: () => Worker, start: Start, worker: RunningWorker) {
    this.#make = make;
    // Another device would give other numbers in the middle of a run: a replaced worker takes the one that was found.
    this.#start = { ...start, device: worker.facts.device };
    this.#worker = worker;
    this.facts = worker.facts;
  }

  async run<Answer>(
    task: Task,
    _transfer: readonly ArrayBuffer[], // not handed over: the task may have to be asked again
    signal: AbortSignalLike | undefined,
  ): Promise<Answer> {
    if (signal?.aborted) throw signal.reason;
    this.throwIfDisposed();
    const disposal = this.#disposal.signal;
    const turn = this.#last.then(() => {
      if (signal?.aborted || disposal.aborted) return undefined; // refused below
      return this.#ask(task);
    });
    this.#last = turn.catch(() => undefined);
    let refuse = (): void => undefined;
    const refusal = new Promise<never>((_, reject) => {
      refuse = () => reject(signal?.aborted ? signal.reason : disposedError());
    });
    signal?.addEventListener('abort', refuse);
    disposal.addEventListener('abort', refuse);
    try {
      return (await Promise.race([turn, refusal])) as Answer;
    } finally {
      signal?.removeEventListener('abort', refuse);
      disposal.removeEventListener('abort', refuse);
    }
  }

  throwIfDisposed(): void {
    if (this.#disposal.signal.aborted) throw disposedError();
  }

  async dispose(): Promise<void> {
    this.#disposal.abort();
    this.#worker?.end();
    this.#worker = undefined;
  }

  async #ask(task: Task): Promise<unknown> {
    try {
      return await this.#attempt(task);
    } catch (error) {
      if (!(error instanceof WorkerLost) || this.#disposal.signal.aborted) throw error;
    }
    try {
      return await this.#attempt(task);
    } catch (error) {
      throw error instanceof WorkerLost ? error.error : error;
    }
  }

  async #attempt(task: Task): Promise<unknown> {
    const worker = this.#worker ?? (await this.#replace());
    try {
      return await worker.run(task);
    } catch (error) {
      if (error instanceof WorkerLost) this.#worker = undefined;
      throw error;
    }
  }

  async #replace(): Promise<RunningWorker> {
    const worker = await startWorker(this.#make, this.#start);
    const { device, fallback } = worker.facts;
    if (this.#disposal.signal.aborted || device !== this.facts.device) {
      worker.end();
      this.throwIfDisposed();
      const because = fallback === null ? '' : `: ${fallback.because}`;
      const message = `the model ran on ${this.facts.device}, which is no more there${because}; make a new backend`;
      throw new ReagentError('ENGINE_FAILED', message);
    }
    this.#worker = worker;
    return worker;
  }
}
