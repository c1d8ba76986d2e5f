import type { Dtype } from './dtype.ts';

/** What any worker must know of its model, wherever the files are. */
export interface ModelStart {
  /** The graph's path in the folder or repository. */
  readonly graphName: string;
  readonly kind: 'causal' | 'masked';
  /** How the graph is edited; `null`: not at all. */
  readonly editing: Editing | null;
  readonly config: Readonly<Record<string, unknown>>;
  readonly dtype: Dtype;
  /** Longest row, or a large number. */
  readonly maxContext: number;
  /** The largest batch that the self-check tries. */
  readonly batchSize: number;
}

export interface Editing {
  readonly quantization: 'scale-per-row' | 'as-exported';
  readonly embeddingMask: boolean;
  readonly attentions: boolean;
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

export type TaskAnswer = ScoreAnswer | TopAnswer;
