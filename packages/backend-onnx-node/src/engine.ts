import process from 'node:process';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { ReagentError, throwIfAborted, type AbortSignalLike } from '@reagent/core';
import { disposedError, type ModelFacts, type Task, type TaskRunner } from '@reagent/onnx-model';
import { createGate, shutAtExit } from './native-gate.ts';
import type { FromWorker, ToWorker, WorkerData, WorkerStart } from './protocol.ts';
import { createSkippedTasks, mostSent, skipTask, type SkippedTasks } from './skipped-tasks.ts';

/**
 * A model in a worker thread, which has the next task while it is at one. A native run cannot be cut: after an aborted call the
 * next one waits for its end, and so does `dispose`; tasks not yet answered are then refused with `DISPOSED`.
 */
export interface Engine extends TaskRunner {
  /** For tests: what it looks like when the thread dies. */
  readonly worker: Worker;
}

interface Job {
  /** Once it is sent; 0: not yet. */
  id: number;
  readonly task: Task;
  readonly transfer: readonly ArrayBuffer[];
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

/** The worker's module lies beside this one and has its ending: TypeScript where tests run from source. */
const workerModule = new URL(`./worker/worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Starts a worker and loads a model in it. Aborted, it rejects at once; the thread ends when it has loaded, since a native
 * call cannot be cut.
 */
export async function startEngine(start: WorkerStart, signal?: AbortSignalLike): Promise<Engine> {
  throwIfAborted(signal);
  const gate = createGate();
  const skipped = createSkippedTasks();
  const workerData: WorkerData = { start, gate, skipped };
  const worker = startWorker({ workerData, name: 'reagent-onnx' });
  worker.once('exit', shutAtExit(gate));
  const facts = await ready(worker, signal);
  return new WorkerEngine(worker, facts, skipped);
}

/** Threads inherit `--input-type`, with which Node takes a program as text and refuses a file. */
function startWorker(options: WorkerOptions): Worker {
  const isText = process.execArgv.some((argument) => argument.startsWith('--input-type'));
  if (!isText) return new Worker(workerModule, options);
  return new Worker(`import(${JSON.stringify(workerModule.href)})`, { ...options, eval: true });
}

function ready(worker: Worker, signal: AbortSignalLike | undefined): Promise<ModelFacts> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      stopListening();
      reject(engineDied(error));
    };
    const exited = (): void => failed(undefined);
    const received = (message: FromWorker): void => {
      stopListening();
      if ('ready' in message) return resolve(message.ready);
      worker.once('error', () => undefined);
      void worker.terminate();
      reject('failed' in message ? ReagentError.deserialize(message.failed) : engineDied(undefined));
    };
    const aborted = (): void => {
      stopListening();
      worker.once('error', () => undefined);
      worker.once('message', () => worker.postMessage({ close: true } satisfies ToWorker));
      worker.unref(); // keeps no program from ending
      reject(signal?.reason);
    };
    const stopListening = (): void => {
      signal?.removeEventListener('abort', aborted);
      worker.off('error', failed);
      worker.off('exit', exited);
      worker.off('message', received);
    };
    worker.on('error', failed);
    worker.on('exit', exited);
    worker.on('message', received);
    signal?.addEventListener('abort', aborted);
  });
}

function engineDied(error: unknown): ReagentError {
  const why = error instanceof Error ? `: ${error.message}` : '';
  return new ReagentError(
    'ENGINE_FAILED',
    `the thread that ran the model ended unexpectedly${why}; make a new backend`,
    {
      cause: error,
    },
  );
}

class WorkerEngine implements Engine {
  readonly worker: Worker;
  readonly facts: ModelFacts;
  readonly #skipped: SkippedTasks;
  readonly #waiting: Job[] = [];
  /** In the order in which the thread answers them. */
  readonly #sent: Job[] = [];
  #drained: (() => void) | undefined;
  #lastId = 0;
  #ended: Promise<void>;
  #disposal: Promise<void> | undefined;
  #death: ReagentError | undefined;

  constructor(worker: Worker, facts: ModelFacts, skipped: SkippedTasks) {
    this.worker = worker;
    this.facts = facts;
    this.#skipped = skipped;
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.#die(error));
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#die(undefined);
        this.#settleDrained();
        resolve();
      });
    });
    worker.unref(); // an idle model keeps no program from ending
  }

  async run<Answer>(
    task: Task,
    transfer: readonly ArrayBuffer[],
    signal: AbortSignalLike | undefined,
  ): Promise<Answer> {
    if (signal?.aborted) throw signal.reason;
    this.throwIfDisposed();
    if (this.#death !== undefined) throw this.#death;
    let abort = (): void => undefined;
    const answer = new Promise<Answer>((resolve, reject) => {
      const job: Job = { id: 0, task, transfer, resolve: (value) => resolve(value as Answer), reject };
      abort = () => {
        this.#giveUp(job);
        reject(signal?.reason);
      };
      this.#waiting.push(job);
    });
    signal?.addEventListener('abort', abort);
    this.#next();
    return answer.finally(() => signal?.removeEventListener('abort', abort));
  }

  throwIfDisposed(): void {
    if (this.#disposal !== undefined) throw disposedError();
  }

  dispose(): Promise<void> {
    this.#disposal ??= this.#end();
    return this.#disposal;
  }

  async #end(): Promise<void> {
    for (const job of this.#waiting.splice(0)) job.reject(disposedError());
    for (const job of this.#sent) {
      this.#giveUp(job);
      job.reject(disposedError());
    }
    if (this.#sent.length > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    this.worker.ref();
    this.worker.postMessage({ close: true } satisfies ToWorker);
    await this.#ended;
  }

  /** Unless the thread is at it, it does nothing for the job. */
  #giveUp(job: Job): void {
    if (this.#sent.includes(job)) return skipTask(this.#skipped, job.id);
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  #next(): void {
    while (this.#sent.length < mostSent && this.#waiting.length > 0) {
      const job = this.#waiting.shift() as Job;
      job.id = ++this.#lastId;
      this.#sent.push(job);
      this.worker.postMessage({ id: job.id, task: job.task } satisfies ToWorker, job.transfer);
    }
    if (this.#sent.length > 0) this.worker.ref();
    else this.worker.unref();
  }

  #receive(message: FromWorker): void {
    const [job] = this.#sent;
    if (job === undefined || !('id' in message)) return;
    this.#sent.shift();
    if ('answer' in message) job.resolve(message.answer);
    else if ('error' in message) job.reject(ReagentError.deserialize(message.error));
    this.#settleDrained();
    this.#next();
  }

  #die(error: unknown): void {
    this.#death ??= engineDied(error);
    for (const job of [...this.#sent.splice(0), ...this.#waiting.splice(0)]) job.reject(this.#death);
  }

  #settleDrained(): void {
    if (this.#sent.length > 0) return;
    this.#drained?.();
    this.#drained = undefined;
  }
}
