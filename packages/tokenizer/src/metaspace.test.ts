import type { LocalTokenizer } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from './create-tokenizer.ts';

/** As XLM-RoBERTa and T5 have it: pieces with scores, the space mark put before the text. */
const unigram = {
  added_tokens: [
    { id: 0, content: '<s>', special: true },
    { id: 1, content: '<unk>', special: true },
  ],
  normalizer: { type: 'NFKC' },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
  post_processor: null,
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
  model: {
    type: 'Unigram',
    unk_id: 1,
    vocab: [['<s>', 0], ['<unk>', 0], ['▁', -4], ['▁the', -2], ['▁ri', -3], ['ver', -3], ['fi', -3], ['.', -3]], // prettier-ignore
  },
};

/** As newer files of Llama 2 and Mistral have it: the mark before the first section only. */
const firstOnly = {
  added_tokens: [{ id: 0, content: '<s>', special: true }],
  normalizer: null,
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first' },
  post_processor: null,
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first' },
  model: {
    type: 'BPE',
    byte_fallback: true,
    vocab: { '<s>': 0, '▁': 1, a: 2, b: 3, '▁a': 4, '<0xC3>': 5, '<0xA9>': 6 },
    merges: ['▁ a'],
  },
};

function shown(tokenizer: LocalTokenizer, given: string): string[] {
  const { text, spans } = tokenizer.encode(given);
  return spans.map(({ start, end }) => text.slice(start, end));
}

describe('a unigram model', () => {
  const tokenizer = createTokenizer({ tokenizerJson: unigram });

  it('has spans without the space that it puts before the text', () => {
    expect(shown(tokenizer, 'the river.')).toEqual(['the', ' ri', 'ver', '.']);
    expect(tokenizer.decode(tokenizer.encode('the river.').ids)).toBe('the river.');
  });

  it('has spans in the text as given where it is normalised', () => {
    expect(shown(tokenizer, 'the riﬁ')).toEqual(['the', ' ri', 'ﬁ']);
  });

  it('gives unknown words their place', () => {
    expect(tokenizer.encode('the xyz.').ids).toEqual([3, 2, 1, 7]);
    expect(shown(tokenizer, 'the xyz.')).toEqual(['the', ' ', 'xyz', '.']);
  });

  it('cannot read special tokens as text', () => {
    expect(() => createTokenizer({ tokenizerJson: unigram, specialTokensInText: 'text' })).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED' }),
    );
  });
});

describe('a mark before the first section only', () => {
  const tokenizer = createTokenizer({ tokenizerJson: firstOnly });

  it('has spans before and after a special token', () => {
    expect(tokenizer.encode('a<s>a').ids).toEqual([4, 0, 2]);
    expect(shown(tokenizer, 'a<s>a')).toEqual(['a', '<s>', 'a']);
    expect(shown(tokenizer, ' ab a')).toEqual([' a', 'b', ' a']);
  });

  it('joins bytes', () => {
    expect(shown(tokenizer, 'bé')).toEqual(['', 'b', 'é', 'é']);
    expect(tokenizer.spans([5, 6, 5])).toEqual({
      text: 'é\ufffd',
      spans: [
        { start: 0, end: 1 },
        { start: 0, end: 1 },
        { start: 1, end: 2 },
      ],
    });
  });
});
