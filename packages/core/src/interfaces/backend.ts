import type { AbortSignalLike } from './abort.ts';
import type { JsonObject } from './json.ts';
import type { TokenMatrix } from './token-matrix.ts';
import type { LocalTokenizer, Tokenizer } from './tokenizer.ts';

/** A language model that can be asked for next-token probabilities. */
export interface Backend {
  /** Model, revision, data type, device: part of every result. */
  readonly id: string;
  readonly tokenizer: Tokenizer;
  /** What it can do, as data; core never asks which backend it has. What is denied is refused with code `UNSUPPORTED`. */
  readonly supports: BackendSupports;
  /** For `provenance` of a result: versions, device, data type, outcome of the self-check. Never a secret. */
  readonly provenance?: JsonObject;
  /**
   * The probabilities of given tokens. Called with at most `supports.maxBatch` rows.
   * @throws ReagentError `INVALID_INPUT` for ids outside the vocabulary and positions outside the row, `TEXT_TOO_LONG`
   * for rows over `supports.maxContext`, `INVALID_OPTION` for a `topK` below 1, `UNSUPPORTED` for what `supports` denies
   */
  score(request: ScoreRequest): Promise<Scores>;
  /**
   * The k most probable next tokens of one context, most probable first.
   * @throws ReagentError as `score`; `INVALID_OPTION` for a k below 1 or above the vocabulary
   */
  predict(request: PredictRequest): Promise<readonly Prediction[]>;
  /** Ends it. A second call does nothing; any other call after it is refused with code `DISPOSED`. */
  dispose(): Promise<void>;
}

/** A backend whose tokenizer is here, and not on a server. */
export interface LocalBackend extends Backend {
  readonly tokenizer: LocalTokenizer;
}

export interface BackendSupports {
  /**
   * What a row's numbers owe to its neighbours in the batch: `bitwise` nothing, `tolerance` the last bits, `none` more
   * than that (dynamically quantised files), so that core scores row by row. Found at start, not believed.
   */
  readonly rowIndependence: 'bitwise' | 'tolerance' | 'none';
  /** Whether ranks are `exact`, known only within `maxTopK` (`topK`), or not at all. Only `exact` grants `want.rank`. */
  readonly rank: 'exact' | 'topK' | 'none';
  /** Largest `topK` of a request; `Infinity` where `rank` is `exact`, 0 where it is `none`. */
  readonly maxTopK: number;
  /** Longest row, in tokens, special tokens included. */
  readonly maxContext: number;
  /** Most rows a call takes; core cuts batches to it. Default: no bound. */
  readonly maxBatch?: number;
  /** Most tokens asked for in one query. Default: no bound. */
  readonly tokensPerQuery?: number;
  /** Most queries a row can answer in one pass of the model; more cost more passes and are not refused. Default: no bound. */
  readonly queriesPerPass?: number;
  /** Whether log-odds come from the logits. If not, core derives them from log-probabilities. */
  readonly logits: boolean;
  /** Whether `want.distribution` is granted; a `difference` that is a distance needs it. */
  readonly distribution: boolean;
  readonly embeddingMask: boolean;
  readonly attentions: boolean;
}

/** Asks for log p(token | the row's tokens before `position`) of each of `tokens`. */
export interface Query {
  /** 1 … row length; the row length asks for the token after the row. */
  readonly position: number;
  /** At least one token id. */
  readonly tokens: readonly number[];
}

export interface ScoreRequest {
  readonly contexts: TokenMatrix;
  readonly queries: readonly Query[];
  /** [row] the one query that the row asks, when rows ask different things; absent: every query for every row. */
  readonly queryIndex?: Int32Array;
  /** Also say whether each token is among the k best. */
  readonly topK?: number;
  readonly want?: { readonly rank?: boolean; readonly distribution?: boolean; readonly attentions?: boolean };
  /** [row][position][hidden size], multiplied into the token embeddings. */
  readonly embeddingMask?: Float32Array;
  readonly signal?: AbortSignalLike;
}

/**
 * Answers, one value a token asked for: rows in order; in a row its queries in order (or its one query, where
 * `queryIndex` is given); in a query its tokens in order. Never NaN.
 */
export interface Scores {
  /** Natural logarithm of the probability, at most 0; -Infinity for a probability of 0. */
  readonly logProbabilities: Float64Array;
  /**
   * ln(p / (1 − p)), computed in float64 as the token's logit minus the log-sum-exp of all others, so that it stays
   * right for p near 1. Null where the backend has no logits.
   */
  readonly logOdds: Float64Array | null;
  /** 1: exact; 0: only an upper bound (a server that tells its k best only). Absent: all are exact. */
  readonly exact?: Uint8Array;
  /** 1 where the token is among the `topK` best. Present if `topK` was asked for. */
  readonly withinTopK?: Uint8Array;
  /** Number of tokens more probable than it: 0 is the first choice. Present if `want.rank`. */
  readonly ranks?: Int32Array;
  /** One row of log-probabilities over the vocabulary for each row's query. Present if `want.distribution`. */
  readonly distributions?: Float64Array;
  /** The backend's own layout; present if `want.attentions`. */
  readonly attentions?: Float32Array;
}

export interface PredictRequest {
  readonly context: readonly number[] | Int32Array;
  /** How many; at most the vocabulary. */
  readonly k: number;
  readonly signal?: AbortSignalLike;
}

export interface Prediction {
  readonly token: number;
  readonly logProbability: number;
}
