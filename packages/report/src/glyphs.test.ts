import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { wrap, type Cell } from './glyphs.ts';

function token(text: string, endsLine = false): Cell {
  return { text, strength: 0, style: 'token', endsLine };
}

function lines(cells: readonly Cell[], width: number): string[] {
  return wrap(cells, width).map((line) => line.map((glyph) => glyph.text).join(''));
}

test('breaks between words and drops the space there', () => {
  expect(
    lines(
      ['The', ' capital', ' of', ' France'].map((text) => token(text)),
      11,
    ),
  ).toEqual(['The capital', 'of France']);
});

test('keeps the pieces of a word together', () => {
  expect(
    lines(
      ['an', ' un', 'believ', 'able'].map((text) => token(text)),
      12,
    ),
  ).toEqual(['an', 'unbelievable']);
});

test('breaks a word that is longer than a line, wide characters by their columns', () => {
  expect(lines([token('東京東京東')], 5)).toEqual(['東京', '東京', '東']);
});

test('keeps what is to stay whole in one line', () => {
  const tail: Cell = { text: ' (p = 1)', strength: 0, style: 'quiet', whole: true };
  expect(lines([token('Paris'), tail], 11)).toEqual(['Paris', '(p = 1)']);
  expect(lines([token('Paris'), { ...tail, whole: false }], 11)).toEqual(['Paris (p =', '1)']);
});

test('ends a line where the text does', () => {
  expect(lines([token('a␊', true), token('b')], 10)).toEqual(['a␊', 'b']);
});

test('no line is wider than asked for and no word is lost', () => {
  const words = fc.array(fc.constantFrom('a', ' bc', ' defghijk', '東京', ' é', 'lmnopqrstuvwxyz'), { maxLength: 30 });
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 20 }), (texts, width) => {
      const wrapped = lines(
        texts.map((text) => token(text)),
        width,
      );
      for (const line of wrapped) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      expect(wrapped.join('').replaceAll(' ', '')).toBe(texts.join('').replaceAll(' ', ''));
    }),
  );
});
