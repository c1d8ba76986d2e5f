import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const platform = new TextDecoder('utf-8', { ignoreBOM: true });
/** Bytes in which broken characters are frequent. */
const bytes = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0x80, 0x8f, 0x9f, 0xa0, 0xbb, 0xbf, 0xc0, 0xf5),
  ),
  { maxLength: 24 },
);

describe('UTF-8 with places', () => {
  it('reads bytes as the platform does, broken ones too', () => {
    fc.assert(
      fc.property(bytes, (list) => {
        const given = Uint8Array.from(list);
        expect(decodeUtf8(given).text).toBe(platform.decode(given));
      }),
      { numRuns: 2000 },
    );
  });

  it('writes text as the platform does, half surrogate pairs too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeUtf8(text).bytes).toEqual(new TextEncoder().encode(text));
      }),
    );
  });

  it('knows the character of every byte', () => {
    const { text, starts, ends } = decodeUtf8(Uint8Array.of(0x61, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xc3, 0xa9));
    expect(text).toBe('a😀\ufffdé');
    expect([...starts]).toEqual([0, 1, 1, 1, 1, 3, 4, 4]);
    expect([...ends]).toEqual([1, 3, 3, 3, 3, 4, 5, 5]);
  });

  it('reads back what it wrote, place by place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const written = encodeUtf8(text);
        const read = decodeUtf8(written.bytes);
        expect(read).toEqual({ text, starts: written.starts, ends: written.ends });
      }),
    );
  });
});
