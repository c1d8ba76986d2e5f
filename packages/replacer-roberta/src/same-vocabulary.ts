import { ReagentError, type Tokenizer } from '@reagent/core';

/**
 * Refuses two tokenizers whose ids do not mean the same: every id is decoded by both, which takes a moment once and
 * misses nothing that matters here. How texts are cut does not: the masked model is given ids, never a text.
 * @throws ReagentError `VOCABULARY_MISMATCH`
 */
export function checkSameVocabulary(model: string, masked: Tokenizer, explained: Tokenizer): void {
  if (masked === explained) return;
  const difference = firstDifference(masked, explained);
  if (difference === null) return;
  throw new ReagentError(
    'VOCABULARY_MISMATCH',
    `the masked model "${model}" and the explained model do not share a vocabulary: ${difference}. ` +
      'Take a masked model with the vocabulary of the explained one',
    { plugin: model },
  );
}

function firstDifference(masked: Tokenizer, explained: Tokenizer): string | null {
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
    const [own, other] = [masked.decode([id]), explained.decode([id])];
    if (own !== other) return `id ${id} is ${JSON.stringify(own)} against ${JSON.stringify(other)}`;
  }
  return null;
}

function named(id: number | undefined): string {
  return id === undefined ? 'absent' : `id ${id}`;
}
