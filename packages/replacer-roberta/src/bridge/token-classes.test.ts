import { randomStream } from '@reagent/core';
import { createToyTokenizer } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { drawOfClass, tokenClass } from './token-classes.ts';

it.each([
  [' Paris', 'space, capital'],
  ['Paris', 'capital'],
  [' paris', 'space, letter'],
  ['ness', 'letter'],
  ['日', 'letter'],
  [' 7', 'space, digit'],
  ['42', 'digit'],
  ['("', 'mark'],
  [' ', 'space, white space'],
  ['\n\n', 'white space'],
  [null, 'piece of a character'],
])('%j is of the class %s', (text, name) => {
  expect(tokenClass(text)).toBe(name);
});

describe('drawOfClass', () => {
  const words = ['Anna', 'Ben', 'a', 'b', 'c', 'd', '7'];
  const tokenizer = createToyTokenizer({ words, specialTokens: ['<s>', '<mask>'] });
  const texts = [...words, null, null];

  /** How often each token is drawn in many draws for one. */
  function counts(original: number, allowOriginal: boolean): number[] {
    const draw = drawOfClass(tokenizer, texts, allowOriginal);
    const counted = new Array<number>(9).fill(0);
    for (let step = 0; step < 4000; step++) {
      const drawn = draw(original, randomStream({ seed: 1, probe: 0, step, purpose: 'substitutes' }));
      counted[drawn] = (counted[drawn] as number) + 1;
    }
    return counted;
  }

  it.each<[number, boolean, number[]]>([
    [3, false, [2, 4, 5]],
    [3, true, [2, 3, 4, 5]],
    [5, false, [2, 3, 4]],
    [0, false, [1]],
    [6, true, [6]],
    [6, false, [0, 1, 2, 3, 4, 5]], // alone of its class
    [7, false, [0, 1, 2, 3, 4, 5, 6]], // a special token
  ])('draws for %i (itself too: %s) each of %j equally often', (original, allowOriginal, tokens) => {
    const counted = counts(original, allowOriginal);
    expect(counted.flatMap((count, token) => (count > 0 ? [token] : []))).toEqual(tokens);
    const expected = 4000 / tokens.length;
    const chiSquared = tokens.reduce((sum, token) => sum + ((counted[token] as number) - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(27.9); // exceeded with a probability of 1e-4 at six degrees of freedom
  });
});
