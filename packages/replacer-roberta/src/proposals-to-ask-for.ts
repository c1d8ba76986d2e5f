import type { Tokenizer } from '@reagent/core';

/**
 * How many proposals to ask for, so that `topK` legal ones are left when special tokens, unused ids and the original
 * are dropped. At most the vocabulary.
 */
export function proposalsToAskFor(topK: number, tokenizer: Tokenizer): number {
  const illegal = tokenizer.specialTokens.size + (tokenizer.unusedIds?.length ?? 0) + 1;
  return Math.min(topK + illegal, tokenizer.vocabularySize);
}
