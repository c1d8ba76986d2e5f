import type { SerializedReagentError } from '@reagent/core';
import type { Device } from './device.ts';
import type { Dtype } from './dtype.ts';
import type { NativeGate } from './native-gate.ts';

/** What a worker is started with. */
export interface WorkerStart {
  readonly graph: string;
  readonly graphName: string;
  /** Absolute paths of files beside the graph that hold its weights. */
  readonly externalData: readonly string[];
  readonly kind: 'causal' | 'masked';
  /** How the graph is edited; `null`: not at all. */
  readonly editing: Editing | null;
  /** Where edited graphs are kept; `null`: nowhere. */
  readonly graphCache: GraphCache | null;
  readonly config: Readonly<Record<string, unknown>>;
  readonly device: Device;
  readonly dtype: Dtype;
  readonly threads: number;
  /** Longest row, or a large number. */
  readonly maxContext: number;
  /** The largest batch that the self-check tries. */
  readonly batchSize: number;
}

export interface GraphCache {
  readonly folder: string;
  /** Bytes of a file from which on its edited graph is kept. */
  readonly smallest: number;
}

export interface Editing {
  readonly quantization: 'scale-per-row' | 'as-exported';
  readonly embeddingMask: boolean;
  readonly attentions: boolean;
}

/** As it is passed to the thread. */
export interface WorkerData {
  readonly start: WorkerStart;
  readonly gate: NativeGate;
}

/** What a worker found when it had loaded its model. */
export interface ModelFacts {
  /** Width of the logits: the size of the id space. */
  readonly vocabularySize: number;
  /** Of the graph and the files that hold its weights. */
  readonly sha256: string;
  readonly engine: string;
  readonly graph: GraphFacts;
  readonly abilities: ThreadAbilities;
  readonly selfCheck: SelfCheck;
}

/** What of a graph is run, for the provenance. `coupledBy`: operators that make rows depend on their neighbours. */
export type GraphFacts =
  | {
      readonly runs: 'edited';
      /** Of the edit, as `@reagent/onnx-graph` counts. */
      readonly version: string;
      /** Operators that were given a scale per row, so that rows do not depend on each other. */
      readonly scaledPerRow: number;
      readonly coupledBy: Readonly<Record<string, number>>;
    }
  | {
      readonly runs: 'as-exported';
      readonly because: string;
      readonly coupledBy: Readonly<Record<string, number>>;
    };

export interface ThreadAbilities {
  /** Numbers of an embedding, where a mask of them is taken; else `null`. */
  readonly embeddingSize: number | null;
  readonly attentions: boolean;
}

export interface SelfCheck {
  readonly rowIndependence: 'bitwise' | 'tolerance' | 'none';
  /** Batches that were tried against rows alone. */
  readonly batches: readonly number[];
  /** Largest difference of a log-probability that was seen. */
  readonly largestDifference: number;
  /** The same between the device and the CPU; absent on the CPU. */
  readonly largestDifferenceFromCpu?: number;
}

export interface ScoreTask {
  readonly kind: 'score';
  readonly rows: number;
  readonly length: number;
  readonly ids: Int32Array;
  readonly queries: readonly { readonly position: number; readonly tokens: Int32Array }[];
  readonly queryIndex: Int32Array | null;
  readonly topK: number | null;
  readonly rank: boolean;
  readonly distribution: boolean;
  readonly attentions: boolean;
  /** [row][position][embedding size] */
  readonly embeddingMask: Float32Array | null;
}

export interface ScoreAnswer {
  readonly logProbabilities: Float64Array;
  readonly logOdds: Float64Array;
  readonly withinTopK: Uint8Array | null;
  readonly ranks: Int32Array | null;
  readonly distributions: Float64Array | null;
  /** [row][layer][head][position][position] */
  readonly attentions: Float32Array | null;
}

/** Asks for the k most probable tokens at positions of rows: a masked model's proposals, a causal one's predictions. */
export interface TopTask {
  readonly kind: 'top';
  readonly rows: number;
  readonly length: number;
  readonly ids: Int32Array;
  /** [row, position, row, position, …]; the logits that stand at `position` (of a causal model: for the next token). */
  readonly places: Int32Array;
  readonly k: number;
  /** Each row in a run of its own. */
  readonly rowByRow: boolean;
}

export interface TopAnswer {
  /** [place][k] */
  readonly tokens: Int32Array;
  readonly logProbabilities: Float64Array;
}

export type Task = ScoreTask | TopTask;

export type ToWorker = { readonly id: number; readonly task: Task } | { readonly close: true };

export type FromWorker =
  | { readonly ready: ModelFacts }
  | { readonly failed: SerializedReagentError }
  | { readonly id: number; readonly answer: ScoreAnswer | TopAnswer }
  | { readonly id: number; readonly error: SerializedReagentError };
