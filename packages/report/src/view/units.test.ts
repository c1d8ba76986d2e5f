import { expect, test } from 'vitest';
import { tokensOf } from '../../test/example-result.ts';
import { granularities } from './granularity.ts';
import { unitsOf } from './units.ts';

function textsOf(texts: readonly string[], granularity: (typeof granularities)[number]): string[] {
  const text = texts.join('');
  return unitsOf({ text, tokens: tokensOf(texts) }, granularity)
    .flatMap(({ places }) => places)
    .map(({ start, end }) => text.slice(start, end));
}

const texts = ['An', ' un', 'believ', 'able', ' cat', '.', ' ', ' It', ' sle', 'pt', '!', '\n', 'Then'];

test('words are put together, with the space before them; punctuation stands alone', () => {
  expect(textsOf(texts, 'word')).toEqual(['An', ' unbelievable', ' cat', '.', '  It', ' slept', '!', '\n', 'Then']);
});

test('sentences end where Unicode says; the space between two goes with the second', () => {
  expect(textsOf(texts, 'sentence')).toEqual(['An unbelievable cat.', '  It slept!\n', 'Then']);
});

test('languages without spaces have words too', () => {
  expect(textsOf(['東', '京', 'は', '日', '本'], 'word')).toEqual(['東京', 'は', '日本']);
});

test.each(granularities)('by %s every token is in one unit, in order', (granularity) => {
  const units = unitsOf({ text: texts.join(''), tokens: tokensOf(texts) }, granularity);
  expect(units.flatMap(({ tokens }) => tokens)).toEqual(texts.map((_, index) => index));
});

test.each(granularities)('by %s special tokens and the chat template stand alone', (granularity) => {
  const tokens = tokensOf(['<s>', 'a', '<e>', 'b']).map((token, index) => ({
    ...token,
    special: index === 0,
    template: index === 2,
  }));
  expect(unitsOf({ text: '<s>a<e>b', tokens }, granularity).map((unit) => unit.tokens)).toEqual([[0], [1], [2], [3]]);
});
