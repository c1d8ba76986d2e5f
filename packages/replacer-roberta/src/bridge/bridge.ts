import type { MaskedModel, Tokenizer } from '@reagent/core';
import type { TokenTexts } from './token-texts.ts';

/** For a token of the masked model, the one of the explained model that takes its place; -1 where there is none. */
export type ToExplained = (maskedToken: number) => number;

/** A context of the explained model in tokens of the masked model, with some positions hidden. */
export interface HiddenContext {
  readonly ids: readonly number[];
  /** [hidden position, ascending] where its mask stands in `ids`. */
  readonly at: readonly number[];
  /** [hidden position] how proposals for it are read; null where the masked model has nothing to say. */
  readonly readings: readonly (ToExplained | null)[];
}

/** A context of the explained model, ready to have positions hidden. `hidden`: ascending, at least one. */
export type BridgedContext = (hidden: readonly number[]) => HiddenContext;

/** A way from the tokens of one model to those of another and back. Nothing is re-tokenised for the explained model. */
export interface Bridge {
  /** `one-to-one`: every token of the explained model is one of the masked model. `spans`: by their place in the text. */
  readonly kind: 'one-to-one' | 'spans';
  /** Of the explained model. */
  readonly texts: TokenTexts;
  open(tokens: Int32Array): BridgedContext;
}

/** What a bridge is built from. */
export interface Vocabularies {
  readonly model: MaskedModel;
  readonly explained: Tokenizer;
  readonly texts: TokenTexts;
  readonly maskedTexts: TokenTexts;
}
