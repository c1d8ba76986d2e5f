import { createToyTokenizer } from '@reagent/testing';
import { expect, test } from 'vitest';
import { liveTokens, textProblem, textWords } from './live-tokens.ts';

const tokenizer = createToyTokenizer();
const tokensOf = (text: string) => liveTokens(tokenizer, text);

test('spaces and special tokens are visible', () => {
  const tokens = tokensOf('The capital <mask>');
  expect(tokens.map(({ shown, special }) => [shown, special])).toEqual([
    ['<s>', true],
    ['The', false],
    ['␣capital', false],
    ['<mask>', true],
  ]);
});

test('what stands in the way of a run is said', () => {
  const empty = tokensOf('');
  expect([textProblem(empty, 8), textWords(empty, 8)]).toEqual([
    'empty',
    'Type some words: the model says what comes after them.',
  ]);
  const one = tokensOf('The');
  expect([textProblem(one, 8), textWords(one, 8)]).toEqual([
    null,
    '2 tokens. With one token of text there is nothing to compare it with.',
  ]);
  const long = tokensOf('The capital of France');
  expect([textProblem(long, 4), textWords(long, 4)]).toEqual([
    'too-long',
    '5 tokens, and the model takes 4: shorten the text.',
  ]);
  expect([textProblem(long, null), textWords(long, 5)]).toEqual([null, '5 tokens']);
});
