import type { Tokenizer } from '@reagent/core';
import type { Work } from './in-turns.ts';

/**
 * Where the ids of two tokenizers do not mean the same, in words; null if they do: every id is decoded by both, which takes a
 * moment once and misses nothing that matters here. How texts are cut does not: the masked model is given ids, never a text.
 */
export function* vocabularyDifference(masked: Tokenizer, explained: Tokenizer): Work<string | null> {
  if (masked === explained) return null;
  if (masked.vocabularySize !== explained.vocabularySize) {
    return `${masked.vocabularySize} ids against ${explained.vocabularySize}`;
  }
  for (const text of new Set([...masked.specialTokens.keys(), ...explained.specialTokens.keys()])) {
    const [own, other] = [masked.specialTokens.get(text), explained.specialTokens.get(text)];
    if (own !== other) return `the special token ${text} is ${named(own)} against ${named(other)}`;
  }
  const unused = new Set(masked.unusedIds ?? []);
  const otherUnused = new Set(explained.unusedIds ?? []);
  for (let id = 0; id < masked.vocabularySize; id++) {
    if (unused.has(id) !== otherUnused.has(id)) return `id ${id} is unused in one of them only`;
    if (unused.has(id)) continue;
    yield;
    const [own, other] = [masked.decode([id]), explained.decode([id])];
    if (own !== other) return `id ${id} is ${JSON.stringify(own)} against ${JSON.stringify(other)}`;
  }
  return null;
}

function named(id: number | undefined): string {
  return id === undefined ? 'absent' : `id ${id}`;
}
