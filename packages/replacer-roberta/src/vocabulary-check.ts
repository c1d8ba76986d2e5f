import type { MaskedModel, Tokenizer } from '@reagent/core';
import { checkSameVocabulary } from './same-vocabulary.ts';

/** The check of {@link checkSameVocabulary}, made once for a tokenizer. */
export function vocabularyCheck(model: MaskedModel): (explained: Tokenizer) => void {
  const passed = new WeakSet<Tokenizer>();
  return (explained) => {
    if (passed.has(explained)) return;
    checkSameVocabulary(model.id, model.tokenizer, explained);
    passed.add(explained);
  };
}
