import { encodeUtf8 } from './utf8.ts';

/** A text as the bytes that the vocabulary sees, with the place of every byte in the text as it was given. */
export interface SourceText {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** [byte] UTF-16 offsets of the character, or of the characters normalised together, that the byte comes from. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** What people see as one character: a letter with its marks, a syllable of jamo. Nothing composes across these. */
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Normalises grapheme by grapheme, so that places are kept. */
export function sourceText(text: string, normalise: ((text: string) => string) | null): SourceText {
  if (normalise === null || normalise(text) === text) return encodeUtf8(text);
  const bytes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment: piece, index: offset } of graphemes.segment(text)) {
    const normalised = normalise(piece);
    const encoded = encodeUtf8(normalised);
    const same = normalised === piece;
    encoded.bytes.forEach((byte, at) => {
      bytes.push(byte);
      starts.push(offset + (same ? (encoded.starts[at] as number) : 0));
      ends.push(offset + (same ? (encoded.ends[at] as number) : piece.length));
    });
  }
  return { text, bytes: Uint8Array.from(bytes), starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** Half a surrogate pair is no character: U+FFFD in its place, as every UTF-8 encoder has it. */
export function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\ufffd');
}
