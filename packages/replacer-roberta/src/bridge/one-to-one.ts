import { candidateTokens } from '@reagent/core';
import type { Bridge, BridgedContext, ToExplained, Vocabularies } from './bridge.ts';

/**
 * The bridge where every ordinary token of the explained model is, letter for letter, a token of the masked model with some
 * other id, as GPT-2's are RoBERTa's: ids are exchanged and no text is read. Pieces of characters cannot be told apart by
 * their text; a run of them is read as text. Null where some token has no counterpart.
 */
export function oneToOne(vocabularies: Vocabularies): Bridge | null {
  const { explained, texts, maskedTexts } = vocabularies;
  const maskedOf = new Map<string, number>();
  maskedTexts.forEach((text, id) => {
    if (text !== null) maskedOf.set(text, id);
  });
  const toMasked = new Map<number, number>();
  for (const id of candidateTokens(explained)) {
    const text = texts[id] ?? null;
    if (text === null) continue;
    const masked = maskedOf.get(text);
    if (masked === undefined) return null;
    toMasked.set(id, masked);
  }
  if (new Set(toMasked.values()).size < toMasked.size || toMasked.size === 0) return null;
  const back = new Map([...toMasked].map(([id, masked]) => [masked, id]));
  const toExplained: ToExplained = (masked) => back.get(masked) ?? -1;
  return { kind: 'one-to-one', texts, open: (tokens) => contextOf(vocabularies, toMasked, toExplained, tokens) };
}

function contextOf(
  { model, explained }: Vocabularies,
  toMasked: ReadonlyMap<number, number>,
  toExplained: ToExplained,
  tokens: Int32Array,
): BridgedContext {
  const special = new Set(explained.specialTokens.values());
  return (hidden) => {
    const ids: number[] = [];
    const at: number[] = [];
    let pieces: number[] = [];
    const readPieces = (): void => {
      if (pieces.length === 0) return;
      ids.push(...model.tokenizer.encode(explained.decode(pieces), { addSpecialTokens: false }).ids);
      pieces = [];
    };
    tokens.forEach((token, position) => {
      const isHidden = hidden.includes(position);
      const masked = toMasked.get(token);
      // Special tokens are the explained model's own and say nothing to the masked model.
      if (!isHidden && special.has(token)) return;
      if (!isHidden && masked === undefined) return void pieces.push(token);
      readPieces();
      if (isHidden) at.push(ids.length);
      ids.push(isHidden ? model.maskToken : (masked as number));
    });
    readPieces();
    return { ids, at, readings: hidden.map(() => toExplained) };
  };
}
