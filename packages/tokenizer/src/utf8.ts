/** Bytes read as UTF-8, with the place of every byte in the text. */
export interface DecodedBytes {
  /** Bytes that are no character become U+FFFD, as in the WHATWG decoder (one for each maximal broken piece). */
  readonly text: string;
  /** [byte] UTF-16 offset of the start of the character that the byte belongs to. */
  readonly starts: Int32Array;
  /** [byte] UTF-16 offset of its end. */
  readonly ends: Int32Array;
}

/** Like `TextDecoder`, which does not tell where a byte went. */
export function decodeUtf8(bytes: Uint8Array): DecodedBytes {
  const starts = new Int32Array(bytes.length);
  const ends = new Int32Array(bytes.length);
  const pieces: string[] = [];
  let offset = 0;
  for (let index = 0; index < bytes.length;) {
    const { character, size } = characterAt(bytes, index);
    starts.fill(offset, index, index + size);
    offset += character.length;
    ends.fill(offset, index, index + size);
    pieces.push(character);
    index += size;
  }
  return { text: pieces.join(''), starts, ends };
}

/** Text as UTF-8, with the place of every byte in it. A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): DecodedBytes & { readonly bytes: Uint8Array } {
  const bytes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let offset = 0;
  for (const character of text) {
    const before = bytes.length;
    pushCodePoint(bytes, character.codePointAt(0) as number);
    for (let index = before; index < bytes.length; index++) {
      starts.push(offset);
      ends.push(offset + character.length);
    }
    offset += character.length;
  }
  return { text, bytes: Uint8Array.from(bytes), starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function pushCodePoint(bytes: number[], codePoint: number): void {
  const point = codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  else {
    bytes.push(
      0xf0 | (point >> 18),
      0x80 | ((point >> 12) & 0x3f),
      0x80 | ((point >> 6) & 0x3f),
      0x80 | (point & 0x3f),
    );
  }
}

function characterAt(bytes: Uint8Array, index: number): { character: string; size: number } {
  const lead = bytes[index] as number;
  if (lead < 0x80) return { character: String.fromCharCode(lead), size: 1 };
  const broken = { character: '\ufffd', size: 1 };
  const following =
    lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
  if (following === 0) return broken;
  let point = lead & (0x3f >> following);
  for (let step = 1; step <= following; step++) {
    const byte = bytes[index + step];
    // The second byte's range keeps out overlong forms, surrogates and what is above U+10FFFF.
    const low = step === 1 && lead === 0xe0 ? 0xa0 : step === 1 && lead === 0xf0 ? 0x90 : 0x80;
    const high = step === 1 && lead === 0xed ? 0x9f : step === 1 && lead === 0xf4 ? 0x8f : 0xbf;
    if (byte === undefined || byte < low || byte > high) return { character: '\ufffd', size: step };
    point = (point << 6) | (byte & 0x3f);
  }
  return { character: String.fromCodePoint(point), size: following + 1 };
}
