import type { Tokenizer } from '@reagent/core';

/** So many ids that are neither special nor unused, spread over the vocabulary, always the same. */
export function ordinaryTokens(tokenizer: Tokenizer, count: number): number[] {
  const others = new Set([...tokenizer.specialTokens.values(), ...(tokenizer.unusedIds ?? [])]);
  const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id).filter((id) => !others.has(id));
  return Array.from({ length: count }, (_, index) => ids[Math.floor(((index + 0.5) * ids.length) / count)] as number);
}

/** A token of whole characters: its text is a word. */
export function plainToken(tokenizer: Tokenizer): number {
  const ids = ordinaryTokens(tokenizer, Math.min(1024, tokenizer.vocabularySize));
  return ids.find((id) => /^ ?[A-Za-z]{2,}$/u.test(tokenizer.decode([id]))) ?? (ids[0] as number);
}
