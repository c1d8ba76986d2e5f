import { createToyTokenizer, testReplacer } from '@reagent/testing';
import { describe, it } from 'vitest';
import { createPartOfSpeechReplacer } from '../src/index.ts';

testReplacer({
  describe,
  it,
  title: 'part of speech',
  create: () => createPartOfSpeechReplacer(),
  neverOriginal: false,
});
testReplacer({
  describe,
  it,
  title: 'part of speech, never the original, a vocabulary with holes',
  create: () => createPartOfSpeechReplacer({ allowOriginal: false }),
  tokenizer: { ...createToyTokenizer(), unusedIds: [20, 21] },
});
