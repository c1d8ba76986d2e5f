import type { Tokenizer } from '@reagent/core';

/** Finds the tokens that a text may stand for: their ids, written `token_id:N`, or all that have this text. */
export function tokensByText(tokenizer: Tokenizer): (text: string) => readonly number[] {
  let ids: Map<string, number[]> | undefined;
  return (text) => {
    const written = /^token_id:(\d+)$/u.exec(text)?.[1];
    if (written !== undefined) return [Number(written)];
    ids ??= allTexts(tokenizer);
    return ids.get(text) ?? [];
  };
}

function allTexts(tokenizer: Tokenizer): Map<string, number[]> {
  const ids = new Map<string, number[]>();
  for (let id = 0; id < tokenizer.vocabularySize; id++) {
    const text = tokenizer.decode([id]);
    const known = ids.get(text);
    if (known === undefined) ids.set(text, [id]);
    else known.push(id);
  }
  return ids;
}
