import { ReagentError } from '@reagent/core';
import type { Task } from '@reagent/onnx-model';
import type { FromWorker, ToWorker, WebModelFacts, WorkerStart } from './protocol.ts';

/** A worker with a model in it, or the promise of one. After a {@link WorkerLost} it has ended. */
export interface RunningWorker {
  readonly facts: WebModelFacts;
  /** One at a time. Throws {@link WorkerLost}, or the task's own error. */
  run(task: Task): Promise<unknown>;
  /** At once, whatever it is doing. All its memory is given back. */
  end(): void;
}

/** The worker is no more, or its engine is not to be trusted: another one may do. */
export class WorkerLost extends Error {
  readonly error: ReagentError;

  constructor(error: ReagentError) {
    super(error.message);
    this.error = error;
  }
}

type Start = Omit<WorkerStart, 'lifeLock'>;

interface Pending {
  resolve(message: FromWorker): void;
  reject(reason: unknown): void;
}

/** Starts a worker and loads a model in it. Throws what loading throws, or {@link WorkerLost}. */
export async function startWorker(make: () => Worker, start: Start): Promise<RunningWorker> {
  const lifeLock = `reagent ${crypto.randomUUID()}`;
  const worker = make();
  const waiting = new AbortController();
  let pending: Pending | undefined;
  let ended: WorkerLost | undefined;

  const end = (why: ReagentError): void => {
    ended ??= new WorkerLost(why);
    waiting.abort();
    worker.terminate();
    pending?.reject(ended);
    pending = undefined;
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    end(died(event.message));
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if ('alive' in data) {
      const ends = navigator.locks.request(lifeLock, { signal: waiting.signal }, () => end(died('it was ended')));
      ends.catch(() => undefined); // not waited for any more
    } else if ('error' in data && data.lost) end(ReagentError.deserialize(data.error));
    else {
      pending?.resolve(data);
      pending = undefined;
    }
  });
  const ask = (message: ToWorker): Promise<FromWorker> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      pending = { resolve, reject };
      worker.postMessage(message);
    });

  const started = await ask({ start: { ...start, lifeLock } });
  if (!('ready' in started)) {
    const failed = 'failed' in started ? ReagentError.deserialize(started.failed) : died('it did not start');
    end(failed);
    throw failed;
  }
  return {
    facts: started.ready,
    async run(task) {
      const message = await ask({ task });
      if ('answer' in message) return message.answer;
      throw 'error' in message ? ReagentError.deserialize(message.error) : died('it answered something else');
    },
    end: () => end(died('it was ended')),
  };
}

function died(why: string): ReagentError {
  return new ReagentError('ENGINE_FAILED', `the worker that ran the model failed: ${why || 'it could not be loaded'}`);
}
