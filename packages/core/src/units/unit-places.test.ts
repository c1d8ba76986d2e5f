import { expect, test } from 'vitest';
import type { Unit } from '../interfaces/unit.ts';
import { unitPlaces } from './unit-places.ts';

/** Tokens of a text where it is cut by `|`. */
function cut(marked: string): { text: string; tokens: Parameters<typeof unitPlaces>[1] } {
  let end = 0;
  const tokens = marked.split('|').map((piece) => {
    const start = end;
    end += piece.length;
    return { start, end, special: false, template: false };
  });
  return { text: marked.replaceAll('|', ''), tokens };
}

function places(marked: string, unit: Unit): (number | null)[] {
  const { text, tokens } = cut(marked);
  return unitPlaces(text, tokens, unit);
}

/** Pieces that are one unit, without knowing how units are counted. */
function together(marked: string, unit: Unit): string[] {
  const found = new Map<number | null, string>();
  const pieces = marked.split('|');
  places(marked, unit).forEach((place, index) => found.set(place, (found.get(place) ?? '') + pieces[index]));
  return [...found.values()];
}

test('a word is the tokens that make it, the space before it included', () => {
  expect(together('The| cap|ital| of| New| Ze|aland|.', 'word')).toEqual([
    'The',
    ' capital',
    ' of',
    ' New',
    ' Zealand',
    '.',
  ]);
  expect(together('don|’t| stop', 'word')).toEqual(['don’t', ' stop']);
});

test('a space that is a token goes with the word after it; at the end it stands for itself', () => {
  expect(together('a| |b', 'word')).toEqual(['a', ' b']);
  expect(together('ab| ', 'word')).toEqual(['ab', ' ']);
  expect(places('a|\n|b', 'word')).toEqual([0, null, 2]);
});

test('a token that holds a character of two words goes with the first of them', () => {
  expect(together('it is| s|o', 'word')).toEqual(['it is', ' so']);
});

test('words of a script without spaces', () => {
  expect(together('東|京|に|行|き|ます', 'word').length).toBeGreaterThan(1);
  expect(together('東|京|に', 'word')).toEqual(['東京', 'に']);
});

test('sentences, lines and paragraphs', () => {
  expect(together('Hi| there|.| It| is| 3|.|5| here|!| Yes', 'sentence')).toEqual([
    'Hi there.',
    ' It is 3.5 here!',
    ' Yes',
  ]);
  expect(together('a| b|\n|c|\r\n|\n|d', 'line')).toEqual(['a b\n', 'c\r\n', '\n', 'd']);
  expect(together('a|\n|b|\n\n|c| d|\n| \n|e', 'paragraph')).toEqual(['a\nb\n\n', 'c d\n \n', 'e']);
});

test('matches of a regular expression, whatever its flags; what lies between is of none', () => {
  expect(places('a|,|b| c|,|d', /[^,]+/)).toEqual([0, null, 1, 1, null, 2]);
  expect(places('a|,|b| c|,|d', /[^,]+/gy)).toEqual([0, null, 1, 1, null, 2]);
  expect(places('a|b', /x*/)).toEqual([null, null]);
});

test('special tokens, the template’s and those of no text stand alone', () => {
  const { text, tokens } = cut('a|b|c');
  const marked = tokens.map((token, at) => ({ ...token, special: at === 0, template: at === 1 }));
  expect(unitPlaces(text, [...marked, { start: 3, end: 3, special: false, template: false }], 'sentence')).toEqual([
    null,
    null,
    0,
    null,
  ]);
  expect(unitPlaces('', [{ start: 0, end: 0, special: true, template: false }], 'word')).toEqual([null]);
});

test('tokens that share a character share a unit', () => {
  const shared = { start: 0, end: 2, special: false, template: false };
  expect(unitPlaces('😀', [shared, shared], 'word')).toEqual([0, 0]);
});

test('nothing is put together for tokens', () => {
  expect(places('a| b', 'token')).toEqual([null, null]);
});
