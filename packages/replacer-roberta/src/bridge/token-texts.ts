import { candidateTokens, type Tokenizer } from '@reagent/core';
import type { Work } from '../in-turns.ts';

/**
 * [id] what an ordinary token shows inside a text, the space before a word included; null for special tokens, unused ids and
 * tokens that are a piece of a character.
 */
export type TokenTexts = readonly (string | null)[];

export function* tokenTexts(tokenizer: Tokenizer): Work<TokenTexts> {
  const candidates = candidateTokens(tokenizer);
  // A token alone may lose the space before it, as at the start of a text: each is read after another token.
  const before = candidates.find((id) => /^[ -~]*[A-Za-z]$/.test(tokenizer.decode([id]))) ?? candidates[0];
  const texts = new Array<string | null>(tokenizer.vocabularySize).fill(null);
  for (const id of candidates) {
    yield;
    const { text, spans } = tokenizer.spans([before as number, id]);
    const own = text.slice(spans[1]?.start, spans[1]?.end);
    if (own !== '' && !own.includes('\uFFFD')) texts[id] = own;
  }
  return texts;
}

/** A token's text as the space before it, if any, and the rest. */
export function splitSpace(text: string): { readonly space: boolean; readonly rest: string } {
  return text.startsWith(' ') ? { space: true, rest: text.slice(1) } : { space: false, rest: text };
}
