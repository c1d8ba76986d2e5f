import type { Bridge, Vocabularies } from './bridge.ts';
import { hideSpans, type SpaceBefore } from './hide-spans.ts';
import { splitSpace } from './token-texts.ts';
import { readText } from './read-text.ts';

/**
 * The bridge for any two vocabularies: what a token of the explained model covers of the text is hidden from the masked
 * model by one mask, the text around it stays. Of the proposals those count that are exactly one token of the explained
 * model and stand to the word before as the replaced token does: with a space or without. Null where the two vocabularies
 * have nothing in common.
 */
export function bridgeBySpans(vocabularies: Vocabularies): Bridge | null {
  const { texts, maskedTexts } = vocabularies;
  const idOf = new Map<string, number>();
  // The later one of equal texts: the byte tokens of SentencePiece's vocabularies come before the characters themselves.
  texts.forEach((text, id) => {
    if (text !== null) idOf.set(text, id);
  });
  const counterparts = (space: boolean): Int32Array =>
    Int32Array.from(maskedTexts, (text) => {
      return text === null ? -1 : (idOf.get(`${space ? ' ' : ''}${splitSpace(text).rest}`) ?? -1);
    });
  const [withSpace, without] = [counterparts(true), counterparts(false)];
  if (![...withSpace, ...without].some((id) => id >= 0)) return null;
  const spaced = maskedTexts.map((text) => text !== null && splitSpace(text).space);
  return {
    kind: 'spans',
    texts,
    open(tokens) {
      const text = readText(vocabularies, tokens);
      return (hidden) => {
        const { ids, at, spaces } = hideSpans(vocabularies, text, hidden);
        const readings = hidden.map((position, index) => {
          const replaced = texts[tokens[position] as number] ?? null;
          const before = spaces[index] as SpaceBefore;
          if (replaced === null || before === 'no token') return null;
          const { space } = splitSpace(replaced);
          const wanted = before === 'untold' ? space : before === 'yes';
          const table = space ? withSpace : without;
          return (token: number) => (spaced[token] === wanted ? (table[token] ?? -1) : -1);
        });
        return { ids, at, readings };
      };
    },
  };
}
