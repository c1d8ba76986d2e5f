import type { Tokenizer } from '@reagent/core';
import { createToyMaskedModel, createToyTokenizer } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { atOnce } from './in-turns.ts';
import { vocabularyDifference } from './vocabulary-difference.ts';
import { knownRelations } from './vocabulary-relation.ts';

const words = ['a', 'b', 'c', 'd'];
const specialTokens = ['<s>', '<mask>'];
const explained = createToyTokenizer({ words, specialTokens });

const difference = (masked: Tokenizer, other: Tokenizer): string | null => atOnce(vocabularyDifference(masked, other));

describe('vocabularyDifference', () => {
  it('finds none between the same tokenizer, and an equal one', () => {
    expect(difference(explained, explained)).toBeNull();
    expect(difference(createToyTokenizer({ words, specialTokens }), explained)).toBeNull();
  });

  it.each<[string, Tokenizer, string]>([
    ['another size', createToyTokenizer({ words: [...words, 'e'], specialTokens }), '7 ids against 6'],
    [
      'two words exchanged',
      createToyTokenizer({ words: ['a', 'c', 'b', 'd'], specialTokens }),
      'id 1 is "c" against "b"',
    ],
    [
      'the last word only',
      createToyTokenizer({ words: ['a', 'b', 'c', 'x'], specialTokens }),
      'id 3 is "x" against "d"',
    ],
    [
      'special tokens exchanged',
      createToyTokenizer({ words, specialTokens: ['<mask>', '<s>'] }),
      '<mask> is id 4 against id 5',
    ],
    [
      'another special token',
      createToyTokenizer({ words, specialTokens: ['<s>', '<hide>'] }),
      '<hide> is id 5 against absent',
    ],
    ['a hole in one of them', { ...createToyTokenizer({ words, specialTokens }), unusedIds: [2] }, 'id 2 is unused'],
  ])('says where they differ: %s', (_, masked, text) => {
    expect(difference(masked, explained)).toContain(text);
  });

  it('does not decode ids that stand for nothing', () => {
    const holed = (): Tokenizer => {
      const whole = createToyTokenizer({ words, specialTokens });
      return {
        ...whole,
        unusedIds: [1],
        decode: (ids) => {
          if (ids.includes(1)) throw new Error('no such token');
          return whole.decode(ids);
        },
      };
    };
    expect(difference(holed(), holed())).toBeNull();
  });
});

it('is looked for once for a tokenizer, also at the same time', async () => {
  let decoded = 0;
  const counting: Tokenizer = {
    ...createToyTokenizer(),
    decode(ids) {
      decoded += 1;
      return createToyTokenizer().decode(ids);
    },
  };
  const relationTo = knownRelations(createToyMaskedModel());
  expect(await Promise.all([relationTo(counting), relationTo(counting)])).toEqual([null, null]);
  expect(decoded).toBe(counting.vocabularySize);
  expect(await relationTo(counting)).toBeNull();
  expect(decoded).toBe(counting.vocabularySize);
});

it('is looked for in turns with the rest of the program', async () => {
  const slow: Tokenizer = {
    ...createToyTokenizer(),
    decode(ids) {
      const end = performance.now() + 2;
      while (performance.now() < end);
      return createToyTokenizer().decode(ids);
    },
  };
  let others = 0;
  const other = setInterval(() => others++);
  await knownRelations(createToyMaskedModel())(slow);
  clearInterval(other);
  expect(others).toBeGreaterThan(0);
});
