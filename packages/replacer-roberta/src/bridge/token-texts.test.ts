import type { Tokenizer } from '@reagent/core';
import { expect, it } from 'vitest';
import { pieceTokenizer } from '../../test/piece-tokenizer.ts';
import { atOnce } from '../in-turns.ts';
import { splitSpace, tokenTexts } from './token-texts.ts';

it('has the space before a word also where a tokenizer drops it at the start of a text', () => {
  const pieces = pieceTokenizer(['\n', ' of', 'ten', '\uFFFDa', ' ']);
  const dropping: Tokenizer = {
    ...pieces,
    decode: (ids) => pieces.decode(ids).replace(/^ /, ''),
    unusedIds: [4],
  };
  expect(atOnce(tokenTexts(dropping))).toEqual(['\n', ' of', 'ten', null, null, null, null]);
});

it('parts one space from the rest', () => {
  expect([' of', '  of', 'of', ' ', ''].map(splitSpace)).toEqual([
    { space: true, rest: 'of' },
    { space: true, rest: ' of' },
    { space: false, rest: 'of' },
    { space: true, rest: '' },
    { space: false, rest: '' },
  ]);
});
