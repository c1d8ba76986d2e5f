import type { Tokenizer } from '@reagent/core';
import { ensure } from './assertions.ts';

/** Ids that are neither special nor unused. */
export function isOrdinary(tokenizer: Tokenizer): (id: number) => boolean {
  const others = new Set([...tokenizer.specialTokens.values(), ...(tokenizer.unusedIds ?? [])]);
  return (id) => Number.isInteger(id) && id >= 0 && id < tokenizer.vocabularySize && !others.has(id);
}

/** So many different ordinary ids, spread over the vocabulary; fewer only where there are fewer. */
export function ordinaryTokens(tokenizer: Tokenizer, count: number): number[] {
  const ordinary = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id).filter(isOrdinary(tokenizer));
  ensure(ordinary.length > 0, 'the vocabulary has no ordinary token');
  const chosen = Math.min(count, ordinary.length);
  return Array.from({ length: chosen }, (_, index) => {
    const place = Math.floor(((index + 0.5) * ordinary.length) / chosen); // the middle of each part
    return ordinary[place] as number;
  });
}
