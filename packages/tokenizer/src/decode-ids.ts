import type { TextSpan } from '@reagent/core';
import { decodeUtf8 } from './utf8.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * The text that ids make, and the span of each in it. Bytes are joined before they are read, so that a character cut
 * across tokens is whole; each of those tokens has its span.
 * @param dropsFirstSpace the first token's leading space is one that the tokenizer put there
 */
export function decodeIds(
  ids: readonly number[] | Int32Array,
  vocabulary: Pick<Vocabulary, 'bytes'>,
  dropsFirstSpace: boolean,
): { readonly text: string; readonly spans: readonly TextSpan[] } {
  const pieces = Array.from(ids, (id) => vocabulary.bytes(id));
  const [first] = pieces;
  if (first !== undefined && dropsFirstSpace && first[0] === 0x20) pieces[0] = first.subarray(1);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  const { text, starts, ends } = decodeUtf8(bytes);
  let position = 0;
  const spans = pieces.map((piece): TextSpan => {
    const from = position;
    position += piece.length;
    if (piece.length > 0) return { start: starts[from] as number, end: ends[position - 1] as number };
    const place = from > 0 ? (ends[from - 1] as number) : 0;
    return { start: place, end: place };
  });
  return { text, spans };
}
