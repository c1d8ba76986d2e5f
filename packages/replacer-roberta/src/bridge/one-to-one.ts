import { candidateTokens } from '@reagent/core';
import type { Bridge, BridgedContext, HiddenContext, ToExplained, Vocabularies } from './bridge.ts';

/**
 * Real vocabularies hold a few odd tokens (143 placeholders among GPT-J's 50,400, `<unk>` in OPT's); vocabularies of other
 * merges share far less than this.
 */
const leastShare = 0.99;

/**
 * The bridge where the ordinary tokens of the explained model are, letter for letter, tokens of the masked model with other
 * ids, as GPT-2's are RoBERTa's: ids are exchanged and no text is read. Pieces of characters cannot be told apart by their
 * text; a run of them, or of tokens that have no counterpart, is read as text (as many tokens where the merges are the same).
 * Null where too many have none.
 */
export function oneToOne(vocabularies: Vocabularies): Bridge | null {
  const { explained, texts, maskedTexts } = vocabularies;
  const maskedOf = new Map<string, number>();
  maskedTexts.forEach((text, id) => {
    if (text !== null) maskedOf.set(text, id);
  });
  const toMasked = new Map<number, number>();
  let missing = 0;
  for (const id of candidateTokens(explained)) {
    const text = texts[id] ?? null;
    if (text === null) continue;
    const masked = maskedOf.get(text);
    if (masked === undefined) missing += 1;
    else toMasked.set(id, masked);
  }
  const total = toMasked.size + missing;
  const distinct = new Set(toMasked.values()).size; // two tokens of one text cannot both be the masked model's
  if (total === 0 || distinct < leastShare * total) return null;
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
  const parts: Part[] = [];
  let run: number[] = [];
  const endRun = (): void => {
    if (run.length === 0) return;
    const { ids } = model.tokenizer.encode(explained.decode(run), { addSpecialTokens: false });
    if (ids.length === run.length) ids.forEach((id) => parts.push({ ids: [id], positions: 1 }));
    else parts.push({ ids, positions: run.length });
    run = [];
  };
  for (const token of tokens) {
    const masked = toMasked.get(token);
    if (masked === undefined && !special.has(token)) {
      run.push(token);
      continue;
    }
    endRun();
    // Special tokens are the explained model's own and say nothing to the masked model.
    parts.push({ ids: masked === undefined ? [] : [masked], positions: 1 });
  }
  endRun();
  return (hidden) => hideParts(parts, hidden, model.maskToken, toExplained);
}

/** Tokens of the masked model for one or several positions of the context, in order. */
interface Part {
  readonly ids: readonly number[];
  readonly positions: number;
}

/** A part with a hidden position shows its masks and nothing else. */
function hideParts(
  parts: readonly Part[],
  hidden: readonly number[],
  maskToken: number,
  toExplained: ToExplained,
): HiddenContext {
  const ids: number[] = [];
  const at: number[] = [];
  let position = 0;
  for (const part of parts) {
    const masks = hidden.filter((one) => one >= position && one < position + part.positions).length;
    if (masks === 0) ids.push(...part.ids);
    for (let mask = 0; mask < masks; mask++) {
      at.push(ids.length);
      ids.push(maskToken);
    }
    position += part.positions;
  }
  return { ids, at, readings: hidden.map(() => toExplained) };
}
