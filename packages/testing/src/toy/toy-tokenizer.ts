import { ReagentError, type Encoding, type LocalTokenizer, type TextSpan } from '@reagent/core';
import { toySpecialTokens, toyWords } from './toy-vocabulary.ts';

export interface ToyTokenizerOptions {
  /** A word's id is its index. Default: {@link toyWords}. */
  readonly words?: readonly string[];
  /** Their ids follow the words'. `<s>`, if there, is put before a text. Default: {@link toySpecialTokens}. */
  readonly specialTokens?: readonly string[];
}

/**
 * A word-level tokenizer: words are what white space separates; a token's span begins with the space before it. A word
 * that it does not know is refused with code `INVALID_INPUT`.
 */
export function createToyTokenizer(options: ToyTokenizerOptions = {}): LocalTokenizer {
  const words = options.words ?? toyWords;
  const specials = options.specialTokens ?? toySpecialTokens;
  const texts = [...words, ...specials];
  const idOf = new Map(texts.map((text, id) => [text, id]));
  if (idOf.size !== texts.length || texts.some((text) => !/^\S+$/u.test(text))) {
    throw new ReagentError('INVALID_OPTION', 'toy words must all differ, and have no white space');
  }
  const specialTokens = new Map(specials.map((text, index) => [text, words.length + index]));
  const start = specialTokens.get('<s>');
  const spans = (ids: readonly number[] | Int32Array): { text: string; spans: TextSpan[] } => joinWords(texts, ids);
  return {
    vocabularySize: texts.length,
    specialTokens,
    encode: (text, { addSpecialTokens = true } = {}) =>
      encodeWords(text, idOf, addSpecialTokens && start !== undefined ? [start] : []),
    decode: (ids) => spans(ids).text,
    spans,
  };
}

function encodeWords(text: string, idOf: ReadonlyMap<string, number>, prefix: readonly number[]): Encoding {
  const ids = [...prefix];
  const spans: TextSpan[] = prefix.map(() => ({ start: 0, end: 0 }));
  for (const match of text.matchAll(/\s*(\S+)/gu)) {
    const id = idOf.get(match[1] as string);
    if (id === undefined) {
      throw new ReagentError(
        'INVALID_INPUT',
        `the toy tokenizer does not know "${match[1]}"; it knows ${[...idOf.keys()].join(' ')}`,
      );
    }
    ids.push(id);
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return { text, ids, spans };
}

function joinWords(texts: readonly string[], ids: readonly number[] | Int32Array): { text: string; spans: TextSpan[] } {
  let text = '';
  const spans: TextSpan[] = [];
  for (const id of ids) {
    const word = texts[id];
    if (word === undefined) {
      throw new ReagentError('INVALID_INPUT', `token id ${id} is not in 0 … ${texts.length - 1}`);
    }
    const start = text.length;
    text += start === 0 ? word : ` ${word}`;
    spans.push({ start, end: text.length });
  }
  return { text, spans };
}
