import { expect, it } from 'vitest';
import { taggerId, tagWord } from './tag-word.ts';

it.each([
  ['the', 'DT'],
  [' France', 'NNP'],
  [' dog', 'NN'],
  [' dogs', 'NNS'],
  ['went', 'VBD'],
  ['running', 'VBG'],
  [' beautiful', 'JJ'],
  ['quickly', 'RB'],
  ['2019', 'CD'],
  [' of', 'IN'],
  [' she', 'PRP'],
  ['\n\n', 'SPACE'],
  ['', 'SPACE'],
  [' ("', 'PUNCT'],
  ['.', 'PUNCT'],
  ['\uFFFD', 'BYTES'],
  [' not', 'Negative'],
])('tags %j as %s', (text, tag) => {
  expect(tagWord(text)).toBe(tag);
});

it.each([
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  "don't",
  'a.b',
  '日本',
  'x'.repeat(400),
  '1'.repeat(400),
])('has a tag for %j', (text) => {
  expect(tagWord(text)).toMatch(/^[A-Za-z$]+$/);
});

it('gives a token the same tag whatever was tagged before', () => {
  const words = ['well', ' bear', 'US', "'s", 'http'];
  const first = words.map(tagWord);
  expect(words.toReversed().map(tagWord).toReversed()).toEqual(first);
});

it('names the tagger and its version', () => {
  expect(taggerId).toMatch(/^compromise \d+\.\d+\.\d+$/);
});
