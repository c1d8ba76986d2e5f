import type { SerializedReagentError } from '@reagent/core';
import type { ModelFacts, ModelStart, Task, TaskAnswer } from '@reagent/onnx-model';
import type { Device } from './device.ts';
import type { NativeGate } from './native-gate.ts';
import type { SkippedTasks } from './skipped-tasks.ts';

/** What a worker is started with. */
export interface WorkerStart extends ModelStart {
  readonly graph: string;
  /** Absolute paths of files beside the graph that hold its weights. */
  readonly externalData: readonly string[];
  /** Where edited graphs are kept; `null`: nowhere. */
  readonly graphCache: GraphCache | null;
  readonly device: Device;
  readonly threads: number;
}

export interface GraphCache {
  readonly folder: string;
  /** Bytes of a file from which on its edited graph is kept. */
  readonly smallest: number;
}

/** As it is passed to the thread. */
export interface WorkerData {
  readonly start: WorkerStart;
  readonly gate: NativeGate;
  readonly skipped: SkippedTasks;
}

/** Ids follow each other in the order in which tasks are sent. */
export interface SentTask {
  readonly id: number;
  readonly task: Task;
}

export type ToWorker = SentTask | { readonly close: true };

export type FromWorker =
  | { readonly ready: ModelFacts }
  | { readonly failed: SerializedReagentError }
  | { readonly id: number; readonly answer: TaskAnswer }
  | { readonly id: number; readonly skipped: true }
  | { readonly id: number; readonly error: SerializedReagentError };
