import type { LocalTokenizer, TextSpan } from '@reagent/core';

/**
 * A tokenizer whose tokens are pieces of text, the space before a word included; a text is cut into the longest pieces from
 * the left. An id is an index; `<s>` and `<mask>` follow the pieces and are put around nothing. A piece `\uFFFD…` stands for
 * a piece of a character and is in no text.
 */
export function pieceTokenizer(pieces: readonly string[]): LocalTokenizer {
  const texts = [...pieces, '<s>', '<mask>'];
  const longestFirst = pieces.toSorted((a, b) => b.length - a.length);
  const spans = (ids: readonly number[] | Int32Array): { text: string; spans: TextSpan[] } => {
    let text = '';
    const found = Array.from(ids, (id): TextSpan => {
      const start = text.length;
      text += texts[id];
      return { start, end: text.length };
    });
    return { text, spans: found };
  };
  return {
    vocabularySize: texts.length,
    specialTokens: new Map([
      ['<s>', pieces.length],
      ['<mask>', pieces.length + 1],
    ]),
    encode(text) {
      const ids: number[] = [];
      for (let at = 0; at < text.length;) {
        const piece = longestFirst.find((one) => text.startsWith(one, at));
        if (piece === undefined) throw new Error(`no piece for ${JSON.stringify(text.slice(at))}`);
        ids.push(pieces.indexOf(piece));
        at += piece.length;
      }
      return { text, ids, spans: spans(ids).spans };
    },
    decode: (ids) => spans(ids).text,
    spans,
  };
}
