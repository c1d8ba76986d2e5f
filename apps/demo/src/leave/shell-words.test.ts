import { expect, test } from 'vitest';
import { formatWord, isPlain, quotedWord } from './shell-words.ts';

test.each([
  ["it's", "'it'\\''s'"],
  ['$(ls) `ls` "$HOME" \\ ! * ~', '\'$(ls) `ls` "$HOME" \\ ! * ~\''],
  ['two\nlines', "'two\nlines'"],
])('%j is one word between single quotes', (text, word) => {
  expect(isPlain(text)).toBe(true);
  expect(quotedWord(text)).toBe(word);
});

test.each([
  ['a\u0000001', "'a\\000001'"],
  ['-n 100 %d\\n\n', "'\\055n 100 %%d\\\\n\\n'"],
  ["it's\u001b[201~", "'it'\\''s\\033[201~'"],
  ['\ud800\u202e\u0085', "'\ufffd\\342\\200\\256\\302\\205'"],
])('%j is a format of printf', (text, word) => {
  expect(formatWord(text)).toBe(word);
});

test('what a terminal obeys, or hides, is not plain', () => {
  for (const text of [
    '\u0000',
    '\r',
    '\t',
    '\u0003',
    '\u001b[201~\n',
    '\u007f',
    '\u009b',
    '\ud800',
    '\u202e',
    '\u2066',
  ])
    expect(isPlain(`a${text}b`)).toBe(false);
  for (const text of ['', 'Ünïcödé 日本 😀 👩‍🚀', '‘’“”']) expect(isPlain(text)).toBe(true);
});
