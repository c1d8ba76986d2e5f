import type { Tokenizer } from '../interfaces/tokenizer.ts';

/** The ids that may be drawn as a substitute, ascending: the vocabulary without special tokens and unused ids. */
export function candidateTokens(tokenizer: Tokenizer): Int32Array {
  const excluded = excludedTokens(tokenizer);
  const candidates = new Int32Array(tokenizer.vocabularySize);
  let count = 0;
  for (let id = 0; id < tokenizer.vocabularySize; id++) if (!excluded.has(id)) candidates[count++] = id;
  return candidates.slice(0, count);
}

/** Whether a token may stand in for another: a candidate, and not the original unless that is allowed. */
export function legalSubstitutes(
  tokenizer: Tokenizer,
  allowOriginal: boolean,
): (token: number, original: number) => boolean {
  const size = tokenizer.vocabularySize;
  const excluded = excludedTokens(tokenizer);
  return (token, original) =>
    token >= 0 &&
    token < size &&
    Number.isInteger(token) &&
    !excluded.has(token) &&
    (allowOriginal || token !== original);
}

function excludedTokens(tokenizer: Tokenizer): ReadonlySet<number> {
  return new Set([...tokenizer.specialTokens.values(), ...(tokenizer.unusedIds ?? [])]);
}
