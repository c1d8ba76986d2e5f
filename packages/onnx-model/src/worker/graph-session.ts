import type { TensorDescription } from '@reagent/onnx-graph';

/** What an engine computes with and gives; half-precision numbers come as their bits. */
export type TensorData =
  Float32Array | Float64Array | Uint16Array | Int32Array | BigInt64Array | Uint8Array | readonly boolean[];

/** A tensor of no engine: each makes its own of it, and gives such ones back. */
export interface PlainTensor {
  readonly type: string;
  readonly data: TensorData;
  readonly sizes: readonly number[];
}

/** An input as an engine describes it; without sizes: it is no tensor. */
export interface SessionInput extends Pick<TensorDescription, 'name' | 'sizes'> {
  readonly type: string;
}

/** A graph in an engine, whichever engine that is. */
export interface GraphSession {
  readonly inputs: readonly SessionInput[];
  readonly outputNames: readonly string[];
  /** `fetched`: names of the outputs that are wanted. */
  run(
    feeds: Readonly<Record<string, PlainTensor>>,
    fetched: readonly string[],
  ): Promise<Readonly<Record<string, PlainTensor>>>;
  release(): Promise<void>;
}
