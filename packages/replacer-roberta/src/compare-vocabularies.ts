import type { MaskedModel, Tokenizer } from '@reagent/core';
import { tokenTexts } from './bridge/token-texts.ts';
import { atOnce } from './in-turns.ts';
import { vocabularyRelation } from './vocabulary-relation.ts';

/** What a masked model can say in the tokens of an explained model. */
export interface VocabularyComparison {
  /**
   * `same`: ids mean the same. `one-to-one`: every token of the explained model is one of the masked model, under another
   * id. `spans`: proposals are carried over by their place in the text.
   */
  readonly relation: 'same' | 'one-to-one' | 'spans';
  /** [id of the explained model] 1 where the masked model has the very same piece of text, so that it can propose it. */
  readonly proposable: Uint8Array;
}

/**
 * Compares the vocabularies of two models, to see before a run whether they make a good pair.
 * @throws ReagentError `VOCABULARY_MISMATCH` where they have no token in common
 */
export function compareVocabularies(maskedModel: MaskedModel, explained: Tokenizer): VocabularyComparison {
  const bridge = atOnce(vocabularyRelation(maskedModel, explained));
  const masked = new Set(atOnce(tokenTexts(maskedModel.tokenizer)));
  const texts = bridge?.texts ?? atOnce(tokenTexts(explained));
  return {
    relation: bridge?.kind ?? 'same',
    proposable: Uint8Array.from(texts, (text) => (text !== null && masked.has(text) ? 1 : 0)),
  };
}
