import type { Tokenizer } from '@reagent/core';
import { createToyTokenizer } from '@reagent/testing';
import { expect, it } from 'vitest';
import { tagVocabulary } from './index.ts';

const words = ['dog', 'cat', 'ran', 'hole', 'bird', 'slept'];
const toy = (): Tokenizer => createToyTokenizer({ words, specialTokens: ['<s>', '<mask>'] });

it('has a tag for every id but the unused ones, special tokens included', () => {
  const table = tagVocabulary({ ...toy(), unusedIds: [3] });
  const tags = table.tagOf.map((tag) => (tag < 0 ? null : table.tags[tag]));
  expect(tags.slice(0, 6)).toEqual(['NN', 'NN', 'VBD', null, 'NN', 'VBD']);
  expect(tags).toHaveLength(8);
  expect(tags.slice(6)).not.toContain(null);
  expect(table.schema).toBe('reagent/part-of-speech-table/1');
});

it('is made once for a tokenizer', () => {
  let decoded = 0;
  const counting: Tokenizer = {
    ...toy(),
    decode: (ids) => {
      decoded += 1;
      return toy().decode(ids);
    },
  };
  const table = tagVocabulary(counting);
  const once = decoded;
  expect(once).toBeGreaterThan(0);
  expect(tagVocabulary(counting)).toBe(table);
  expect(decoded).toBe(once);
});

it('tells vocabularies apart by their tokens and the order of these, and by their holes', () => {
  const vocabulary = (tokenizer: Tokenizer) => tagVocabulary(tokenizer).vocabulary;
  const own = vocabulary(toy());
  expect(vocabulary(toy())).toBe(own);
  const exchanged = ['cat', 'dog', ...words.slice(2)];
  expect(vocabulary(createToyTokenizer({ words: exchanged, specialTokens: ['<s>', '<mask>'] }))).not.toBe(own);
  expect(vocabulary({ ...toy(), unusedIds: [0] })).not.toBe(own);
});
