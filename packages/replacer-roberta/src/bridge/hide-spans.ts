import type { TextSpan } from '@reagent/core';
import type { Vocabularies } from './bridge.ts';
import type { MaskedToken, SharedText } from './read-text.ts';
import { splitSpace, type TokenTexts } from './token-texts.ts';

/** A text in tokens of the masked model, with spans of it hidden. */
export interface HiddenSpans {
  readonly ids: readonly number[];
  /** [hidden position] where its mask stands in `ids`. */
  readonly at: readonly number[];
  /** [hidden position] */
  readonly spaces: readonly SpaceBefore[];
}

/**
 * Whether the masked model's own token at a place holds the space before it. A token that begins earlier is cut there, and
 * what goes on in a word has none. `untold`: a piece of a character, or a word that it does not know.
 */
export type SpaceBefore = 'yes' | 'no' | 'untold' | 'no token';

/**
 * Each hidden position becomes one mask in place of all tokens of the masked model that overlap its span. What such a token
 * covers beyond the span is read again as text of its own, so that no more is hidden than has to be.
 */
export function hideSpans(vocabularies: Vocabularies, shared: SharedText, hidden: readonly number[]): HiddenSpans {
  const { model, maskedTexts } = vocabularies;
  const { text, spans } = shared;
  const tokens = shared.masked ?? [];
  const ids: number[] = [];
  const at: number[] = [];
  const spaces: SpaceBefore[] = [];
  let next = 0; // token of the masked model
  let from = 0; // what is before this is done
  const read = (start: number, end: number): void => {
    if (end <= start) return;
    ids.push(...model.tokenizer.encode(text.slice(start, end), { addSpecialTokens: false }).ids);
    from = end;
  };
  /** What is visible up to a place. */
  const show = (until: number): void => {
    for (; next < tokens.length && (tokens[next] as TextSpan).end <= until; next++) {
      const token = tokens[next] as MaskedToken;
      if (token.start >= from) ids.push(token.id);
      else read(from, token.end);
    }
    const cut = tokens[next];
    if (cut !== undefined && cut.start < until) read(Math.max(cut.start, from), until);
  };
  for (const position of hidden) {
    const span = spans[position] as TextSpan;
    show(span.start);
    spaces.push(spaceAt(tokens, span, maskedTexts));
    at.push(ids.length);
    ids.push(model.maskToken);
    while (next < tokens.length && (tokens[next] as TextSpan).end <= span.end) next++;
    from = Math.max(from, span.end);
  }
  show(text.length);
  return { ids, at, spaces };
}

function spaceAt(tokens: readonly MaskedToken[], span: TextSpan, maskedTexts: TokenTexts): SpaceBefore {
  const token = tokens.find(({ start, end }) => end > span.start && start < span.end);
  if (token === undefined) return 'no token';
  if (token.start < span.start) return 'no';
  const text = maskedTexts[token.id] ?? null;
  if (text === null) return 'untold';
  return splitSpace(text).space ? 'yes' : 'no';
}
