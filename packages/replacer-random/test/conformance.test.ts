import { createToyTokenizer, testReplacer } from '@reagent/testing';
import { describe, it } from 'vitest';
import { createRandomReplacer } from '../src/index.ts';

testReplacer({ describe, it, title: 'random', create: () => createRandomReplacer() });
testReplacer({
  describe,
  it,
  title: 'random, the original allowed, a vocabulary with holes',
  create: () => createRandomReplacer({ allowOriginal: true }),
  tokenizer: { ...createToyTokenizer(), unusedIds: [20, 21] },
  neverOriginal: false,
});
