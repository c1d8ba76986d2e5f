import { ReagentError, type BackendSupports } from '@reagent/core';
import type { Delay } from './interrupt.ts';
import type { ToyLanguageModel } from './toy-language-model.ts';

export interface ToyBackendOptions {
  /** Default: `toy`. */
  readonly id?: string;
  /** Default: a model that knows three capitals. A model of your own has words w0, w1, … and no special tokens. */
  readonly model?: ToyLanguageModel;
  /** Words of the tokenizer, in the order of their ids; without a model they get the bare formula. */
  readonly words?: readonly string[];
  /** Special tokens; their ids follow the words'. */
  readonly specialTokens?: readonly string[];
  /** Abilities to deny or to bound. What is denied is refused with code `UNSUPPORTED`. */
  readonly supports?: Partial<BackendSupports>;
  /** Knows the k most probable tokens only, like a server: for others it returns an upper bound, marked as such. */
  readonly knowsOnlyTop?: number;
  /** Time that a call takes: milliseconds, or a function to wait for. */
  readonly delay?: Delay;
  /** Calls, counted from 1, that fail with code `ENGINE_FAILED`. */
  readonly failOnCalls?: readonly number[];
}

/** What the toy can do unless `supports` says otherwise. */
export function toySupports(options: ToyBackendOptions): BackendSupports {
  const top = options.knowsOnlyTop;
  const bounded: Partial<BackendSupports> =
    top === undefined ? {} : { rank: 'topK', maxTopK: top, logits: false, distribution: false };
  const supports: BackendSupports = {
    rowIndependence: 'bitwise',
    rank: 'exact',
    maxTopK: Infinity,
    maxContext: 512,
    logits: true,
    distribution: true,
    embeddingMask: false,
    attentions: false,
    ...bounded,
    ...(options.supports?.rank === 'topK' ? { maxTopK: 5 } : {}),
    ...(options.supports?.rank === 'none' ? { maxTopK: 0 } : {}),
    ...options.supports,
  };
  if (supports.embeddingMask || supports.attentions) {
    throw new ReagentError('INVALID_OPTION', 'the toy backend has no embeddings and no attentions');
  }
  return supports;
}
