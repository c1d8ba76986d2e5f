import type { SerializedReagentError } from '@reagent/core';
import type { ModelFacts, ModelStart, Task, TaskAnswer } from '@reagent/onnx-model';
import type { WebDevice } from './device.ts';

/** Addresses of the two files of ONNX Runtime that the worker loads. */
export interface EngineFiles {
  readonly mjs: string;
  readonly wasm: string;
}

/** What a worker is started with. Files are passed as handles: nothing is copied. */
export interface WorkerStart extends ModelStart {
  readonly graph: Blob;
  /** Files of weights, by the names that the graph has for them. */
  readonly externalData: readonly { readonly name: string; readonly data: Blob }[];
  readonly device: WebDevice;
  readonly threads: number;
  readonly engineFiles: EngineFiles;
  /** Name of a lock that the worker holds for as long as it lives. */
  readonly lifeLock: string;
}

/** What a worker found when it had loaded its model. */
export interface WebModelFacts extends ModelFacts {
  /** What it is run on. */
  readonly device: WebDevice;
  /** Of one run: 1 where the page is not cross-origin isolated. */
  readonly threads: number;
  /** Why not on the device that was wished; `null`: it is. */
  readonly fallback: Fallback | null;
}

export interface Fallback {
  readonly from: WebDevice;
  readonly because: string;
}

export type ToWorker = { readonly start: WorkerStart } | { readonly task: Task };

export type FromWorker =
  /** From now on the life lock is the worker's. */
  | { readonly alive: true }
  | { readonly ready: WebModelFacts }
  | { readonly failed: SerializedReagentError }
  | { readonly answer: TaskAnswer }
  /** `lost`: the engine itself failed, and this worker is not to be asked again. */
  | { readonly error: SerializedReagentError; readonly lost: boolean };
