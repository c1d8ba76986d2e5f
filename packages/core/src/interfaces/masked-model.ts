import type { AbortSignalLike } from './abort.ts';
import type { JsonObject } from './json.ts';
import type { TokenMatrix } from './token-matrix.ts';
import type { LocalTokenizer } from './tokenizer.ts';

/** A masked language model, as the backend packages provide it, so that a replacer never names an engine. */
export interface MaskedModel {
  /** Model, revision, data type, device: part of every result. */
  readonly id: string;
  readonly tokenizer: LocalTokenizer;
  /** The id that stands for a hidden token. */
  readonly maskToken: number;
  /** Special tokens that the model expects before and after a text. */
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
  /** Longest row, in tokens, `prefix` and `suffix` included. */
  readonly maxContext: number;
  /** For `provenance` of a result, as a backend's: versions, device, data type, outcome of the self-check. Never a secret. */
  readonly provenance?: JsonObject;
  propose(request: ProposeRequest): Promise<readonly Proposals[]>;
  /** Ends it. A second call does nothing; any other call after it is refused with code `DISPOSED`. */
  dispose(): Promise<void>;
}

export interface ProposeRequest {
  /** Rows with `prefix` and `suffix`, in which some tokens are `maskToken`. */
  readonly contexts: TokenMatrix;
  /** The positions asked about, as [row, position]. */
  readonly positions: readonly (readonly [row: number, position: number])[];
  /** How many proposals for each; at most the vocabulary. */
  readonly k: number;
  readonly signal?: AbortSignalLike;
}

/** The most probable tokens for one position, most probable first; ties: the lower id first. */
export interface Proposals {
  readonly tokens: Int32Array;
  /** Natural logarithms of their probabilities. */
  readonly logProbabilities: Float64Array;
}
