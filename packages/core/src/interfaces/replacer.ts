import type { AbortSignalLike } from './abort.ts';
import type { JsonObject } from './json.ts';
import type { Random } from '../recursion/random.ts';
import type { TokenMatrix } from './token-matrix.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * Draws substitute tokens for given positions. (The reference code calls this a TokenSampler; its TokenReplacer, the
 * choice of positions, is core's.)
 */
export interface Replacer {
  /** Part of every result. */
  readonly id: string;
  /** Options that had a say in the numbers; part of every result. */
  readonly options?: JsonObject;
  /** For `provenance` of a result: what it draws with, such as a masked model's own. Never a secret. */
  readonly provenance?: JsonObject;
  /** What can be computed once for a context: proposals, tables. */
  prepare(request: PrepareRequest): PreparedReplacer | Promise<PreparedReplacer>;
  /**
   * Lets go of what it keeps from context to context, if it does; a model that it was given is for its giver to end. A second
   * call does nothing; `prepare` after it is refused with code `DISPOSED`.
   */
  dispose?(): Promise<void>;
}

export interface PrepareRequest {
  /** The context's token ids. */
  readonly tokens: Int32Array;
  /**
   * [position] the unit that the token belongs to, 0 …; -1 for a token that is pinned or protected and never replaced.
   * Units are replaced as a whole; where every token is its own unit, the units are numbered in order.
   */
  readonly units: Int32Array;
  readonly tokenizer: Tokenizer;
  readonly signal?: AbortSignalLike;
}

export interface PreparedReplacer {
  /** [unit] 1 where there is a legal substitute; units without one count as pinned. */
  readonly replaceable: Uint8Array;
  readonly report: ReplacerReport;
  /** Rows equal to the context but for the tokens of the units that `masks` names. */
  replace(request: ReplaceRequest): TokenMatrix | Promise<TokenMatrix>;
}

export interface ReplaceRequest {
  /** [row][unit], row after row: 1 where the unit is to be replaced. Only replaceable units are asked for. */
  readonly masks: Uint8Array;
  /** One random stream for each row; a row's draw must come from its own alone. */
  readonly random: readonly Random[];
  readonly signal?: AbortSignalLike;
}

export interface ReplacerReport {
  /** Share of the units that have a legal substitute, 0 … 1. */
  readonly coverage: number;
  /** Contexts that a masked model was asked about, so far; for a table that is kept, those that it once took. */
  readonly proposals: number;
  /** Those of them that had been asked about before, or were for another run at the same time. Default 0. */
  readonly kept?: number;
  /** Units for which a second-best way was taken. */
  readonly fallbacks: number;
}
