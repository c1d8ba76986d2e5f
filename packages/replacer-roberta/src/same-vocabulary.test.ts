import type { Tokenizer } from '@reagent/core';
import { createToyMaskedModel, createToyTokenizer } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { checkSameVocabulary } from './same-vocabulary.ts';
import { vocabularyCheck } from './vocabulary-check.ts';

const words = ['a', 'b', 'c', 'd'];
const specialTokens = ['<s>', '<mask>'];
const explained = createToyTokenizer({ words, specialTokens });

function mismatch(masked: Tokenizer): unknown {
  try {
    checkSameVocabulary('masked', masked, explained);
    return null;
  } catch (error) {
    return error;
  }
}

describe('checkSameVocabulary', () => {
  it('passes the same tokenizer, and an equal one', () => {
    expect(mismatch(explained)).toBeNull();
    expect(mismatch(createToyTokenizer({ words, specialTokens }))).toBeNull();
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
  ])('refuses %s and says where they differ', (_, masked, text) => {
    expect(mismatch(masked)).toMatchObject({
      code: 'VOCABULARY_MISMATCH',
      plugin: 'masked',
      message: expect.stringContaining(text),
    });
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
    expect(() => checkSameVocabulary('masked', holed(), holed())).not.toThrow();
  });
});

it('is made once for a tokenizer', () => {
  let decoded = 0;
  const counting: Tokenizer = {
    ...createToyTokenizer(),
    decode(ids) {
      decoded += 1;
      return createToyTokenizer().decode(ids);
    },
  };
  const check = vocabularyCheck(createToyMaskedModel());
  check(counting);
  expect(decoded).toBe(counting.vocabularySize);
  check(counting);
  expect(decoded).toBe(counting.vocabularySize);
});
