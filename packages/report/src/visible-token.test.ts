import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleToken } from './visible-token.ts';

test.each([
  ['\u001b[31mred', '␛[31mred'],
  ['a\nb\r\t', 'a␊b␍␉'],
  ['\u007f\u009b', '␡⟨U+009B⟩'],
  ['\u202egnirts\u2066', '⟨U+202E⟩gnirts⟨U+2066⟩'],
  ['\ud83d', '⟨U+D83D⟩'],
  ['\ude00', '⟨U+DE00⟩'],
  ['a\u200bb\ufeff', 'a⟨U+200B⟩b⟨U+FEFF⟩'],
  ['\u00a0', '⟨U+00A0⟩'],
  ['\u2028', '⟨U+2028⟩'],
  ['\u{e0041}', '⟨U+E0041⟩'],
  ['\u0301e', '◌\u0301e'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleToken(text)).toBe(shown);
});

test.each([' Paris', '東京', '　', 'é', 'e\u0301', '😀', '�', '\\n', 'שלום'])('%j stays as it is', (text) => {
  expect(visibleToken(text)).toBe(text);
});

test('a pile of combining marks is cut', () => {
  expect(visibleToken(`a${'\u0301'.repeat(500)}`)).toBe(`a${'\u0301'.repeat(4)}⟨…⟩`);
});

test('no text of any kind gets a control, format or half character through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(visibleToken(a + b)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});
