import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToyTokenizer } from './toy-tokenizer.ts';
import { toyWords } from './toy-vocabulary.ts';

describe('the toy tokenizer', () => {
  const tokenizer = createToyTokenizer();

  it('puts <s> before a text, with an empty span', () => {
    const { ids, spans, text } = tokenizer.encode('The  capital');
    expect(ids).toEqual([tokenizer.specialTokens.get('<s>'), 0, 1]);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['', 'The', '  capital']);
  });

  it('takes its own texts back', () => {
    const id = fc.nat(toyWords.length - 1);
    fc.assert(
      fc.property(fc.array(id), (ids) => {
        expect(tokenizer.encode(tokenizer.decode(ids), { addSpecialTokens: false }).ids).toEqual(ids);
        const { text, spans } = tokenizer.spans(ids);
        expect(text).toBe(tokenizer.decode(ids));
        expect(spans.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
      }),
    );
  });

  it('refuses unknown words and ids', () => {
    expect(() => tokenizer.encode('xyzzy')).toThrow(/xyzzy/u);
    expect(() => tokenizer.decode([99])).toThrow(/99/u);
    expect(() => createToyTokenizer({ words: ['a', 'a'] })).toThrow(/differ/u);
  });
});
