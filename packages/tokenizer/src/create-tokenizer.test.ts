import type { Encoding, TextSpan } from '@reagent/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureTokenizer, tokenizerFiles } from '../test/fixture.ts';
import { createTokenizer } from './create-tokenizer.ts';

const byteLevel = ['gpt2', 'distilroberta', 'opt', 'llama3', 'qwen2', 'pythia', 'smollm'];
const all = [...byteLevel, 'llama2', 'gemma2', 'bert'];
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        'the ',
        ' river',
        '<s>',
        '<mask>',
        '  ',
        '\n',
        'e\u0301',
        '▁',
        '[UNK]',
        '😀',
        '가',
        '\ufeff',
        '\0',
      ),
    )
    .map((parts) => parts.join('')),
);

const slices = (text: string, spans: readonly TextSpan[]): string[] =>
  spans.map(({ start, end }) => text.slice(start, end));

function expectAgreement({ text, ids, spans }: Encoding): void {
  expect(spans).toHaveLength(ids.length);
  const covered = new Uint8Array(text.length);
  let before: TextSpan = { start: 0, end: 0 };
  for (const span of spans) {
    expect(span.start).toBeGreaterThanOrEqual(before.start);
    expect(span.end).toBeGreaterThanOrEqual(before.end);
    expect(span.end).toBeLessThanOrEqual(text.length);
    covered.fill(1, span.start, span.end);
    before = span;
  }
  covered.forEach((mark, offset) => {
    if (mark === 0) expect(text[offset]).toMatch(/\s/);
  });
}

describe.each(byteLevel)('%s, on any text', (name) => {
  const tokenizer = fixtureTokenizer(name);

  it('has tokens that tile the text', () => {
    fc.assert(fc.property(anyText, (given) => expectAgreement(tokenizer.encode(given))));
  });

  it('decodes to the text, unless it normalises', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (given) => {
        const { ids, text } = tokenizer.encode(given, { addSpecialTokens: false });
        expect(text).toBe(given);
        expect(tokenizer.decode(ids).normalize('NFC')).toBe(given.normalize('NFC'));
      }),
    );
  });
});

it.each(['qwen2', 'pythia'])('%s keeps the text of conjoining jamo, which it composes', (name) => {
  const given = 'a\u1100\u1161\u11a8b \uac00\u11a8 e\u0301';
  const { text, spans } = fixtureTokenizer(name).encode(given, { addSpecialTokens: false });
  expect(text).toBe(given);
  expect(spans.some(({ start, end }) => start === 1 && end === 4)).toBe(true);
});

describe.each(all)('%s, on any ids', (name) => {
  const tokenizer = fixtureTokenizer(name);
  const anyIds = fc.array(fc.integer({ min: 0, max: tokenizer.vocabularySize - 1 }), { maxLength: 20 });

  it('has a span in their text for each, and the same text as decode', () => {
    fc.assert(
      fc.property(anyIds, (ids) => {
        const { text, spans } = tokenizer.spans(ids);
        expectAgreement({ text, ids, spans });
        expect(tokenizer.decode(Int32Array.from(ids))).toBe(text);
      }),
    );
  });

  it('refuses ids outside the vocabulary', () => {
    for (const id of [-1, tokenizer.vocabularySize, 0.5, Number.NaN]) {
      expect(() => tokenizer.decode([id])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
  });
});

describe('characters cut across tokens', () => {
  const tokenizer = fixtureTokenizer('gpt2');

  it('give each of their tokens the whole character', () => {
    const { ids, text, spans } = tokenizer.encode('a 😀b');
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(slices(text, spans))).toEqual(new Set(['a', ' ', '😀', 'b']));
    expect(spans.filter(({ start, end }) => start === 2 && end === 4)).toHaveLength(4);
  });

  it('are U+FFFD where a piece is missing', () => {
    const { ids } = tokenizer.encode('😀');
    const { text, spans } = tokenizer.spans(ids.slice(0, -1));
    expect(text).toBe('\ufffd');
    expect(spans).toEqual(ids.slice(0, -1).map(() => ({ start: 0, end: 1 })));
    expect(tokenizer.decode([ids.at(-1) as number, ...tokenizer.encode('x').ids])).toBe('\ufffdx');
  });
});

describe('text that a tokenizer changes', () => {
  it('keeps spans in the text as given where accents are composed', () => {
    const { text, spans } = fixtureTokenizer('qwen2').encode('cafe\u0301 x');
    expect(text).toBe('cafe\u0301 x');
    expect(slices(text, spans)).toContain('e\u0301');
  });

  it('keeps them where letters are lowered and accents stripped', () => {
    const { text, spans } = fixtureTokenizer('bert').encode('The RÍVER');
    expect(text).toBe('The RÍVER');
    expect(slices(text, spans).join('')).toBe('TheRÍVER');
  });

  it('takes the text that the tokens make where they cannot be told apart', () => {
    // A replacement that spans characters: none of them can be said to have become the new one.
    const { tokenizerJson, tokenizerConfig } = tokenizerFiles('qwen2');
    const normalizer = { type: 'Replace', pattern: { String: 'bc' }, content: 'd' };
    const replacing = createTokenizer({ tokenizerJson: { ...(tokenizerJson as object), normalizer }, tokenizerConfig });
    const { text, spans } = replacing.encode('a bc');
    expect(text).toBe('a d');
    expect(slices(text, spans).join('')).toBe('a d');
  });

  it('puts U+FFFD for half a surrogate pair', () => {
    const encoded = fixtureTokenizer('gpt2').encode('a\ud83d b\ude00');
    expect(encoded.text).toBe('a\ufffd b\ufffd');
    expectAgreement(encoded);
  });
});

describe('special tokens', () => {
  it('stand around a text with empty spans', () => {
    const { ids, text, spans } = fixtureTokenizer('distilroberta').encode('the river');
    expect([ids[0], ids.at(-1)]).toEqual([0, 2]);
    expect(spans[0]).toEqual({ start: 0, end: 0 });
    expect(spans.at(-1)).toEqual({ start: text.length, end: text.length });
    expect(fixtureTokenizer('distilroberta').encode('').ids).toEqual([0, 2]);
    expect(fixtureTokenizer('gpt2').encode('').ids).toEqual([]);
  });

  it('show as their text in decode', () => {
    expect(fixtureTokenizer('distilroberta').spans([0, 464, 2])).toEqual({
      text: '<s><mask></s>',
      spans: [
        { start: 0, end: 3 },
        { start: 3, end: 9 },
        { start: 9, end: 13 },
      ],
    });
  });

  it('are known by name from either file', () => {
    expect(fixtureTokenizer('gpt2').specialTokens).toEqual(new Map([['<|endoftext|>', 460]]));
    const { tokenizerJson } = tokenizerFiles('gpt2');
    const tokenizerConfig = {
      pad_token: { content: '!' },
      bos_token: 'not a token',
      additional_special_tokens: ['<|endoftext|>'],
    };
    const { specialTokens } = createTokenizer({ tokenizerJson, tokenizerConfig });
    expect([...specialTokens.keys()].sort()).toEqual(['!', '<|endoftext|>']);
    expect(fixtureTokenizer('qwen2').specialTokens.has('<think>')).toBe(false);
  });

  it('take a space before them where their file says so', () => {
    const { ids, text, spans } = fixtureTokenizer('distilroberta').encode('the <mask>.', { addSpecialTokens: false });
    expect(text).toBe('the <mask>.');
    expect(text.slice(spans[ids.indexOf(464)]!.start, spans[ids.indexOf(464)]!.end)).toBe(' <mask>');
  });

  it.each(['gpt2', 'distilroberta', 'llama3', 'llama2', 'bert'])('are text where %s is told so', (name) => {
    const tokenizer = fixtureTokenizer(name, { specialTokensInText: 'text' });
    const specials = new Set(tokenizer.specialTokens.values());
    const text = [...tokenizer.specialTokens.keys()].join(' and ');
    const { ids, spans } = tokenizer.encode(text, { addSpecialTokens: false });
    // BERT has no characters for < and >: what its vocabulary lacks is its unknown token whatever it was.
    expect(ids.filter((id) => specials.has(id) && tokenizer.decode([id]) !== '[UNK]')).toEqual([]);
    expect(spans).toHaveLength(ids.length);
    expect(tokenizer.encode(text).ids.join()).toContain(ids.join());
    expect(
      fixtureTokenizer(name)
        .encode(text, { addSpecialTokens: false })
        .ids.filter((id) => specials.has(id)).length,
    ).toBe(specials.size);
  });

  it('are text where tokenizer_config.json says so', () => {
    const { tokenizerJson, tokenizerConfig } = tokenizerFiles('gpt2');
    const config = { ...(tokenizerConfig as object), split_special_tokens: true };
    expect(createTokenizer({ tokenizerJson, tokenizerConfig: config }).encode('<|endoftext|>').ids).not.toContain(460);
  });
});

describe('the id space', () => {
  it('names the ids with no token', () => {
    expect(fixtureTokenizer('gpt2').unusedIds).toBeUndefined();
    const tokenizer = fixtureTokenizer('pythia', { vocabularySize: 512 });
    expect(tokenizer.vocabularySize).toBe(512);
    expect(tokenizer.unusedIds).toEqual(Array.from({ length: 65 }, (_, index) => 447 + index));
    expect(tokenizer.spans([500, 30])).toEqual({
      text: tokenizer.decode([30]),
      spans: [
        { start: 0, end: 0 },
        { start: 0, end: 1 },
      ],
    });
  });

  it.each([0, -1, 1.5])('refuses a size of %d', (vocabularySize) => {
    expect(() => fixtureTokenizer('gpt2', { vocabularySize })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });
});

describe('broken files', () => {
  const { tokenizerJson } = tokenizerFiles('gpt2');
  it.each([
    ['no object', 'x', {}],
    ['no model', {}, {}],
    ['a model of no known type', { model: { type: 'New' }, added_tokens: [] }, {}],
    ['words only', { model: { type: 'WordLevel', vocab: { a: 0 }, unk_token: 'a' }, added_tokens: [] }, {}],
    ['added tokens without ids', { ...(tokenizerJson as object), added_tokens: [{ content: 'x' }] }, {}],
    ['merges that are no list', { ...(tokenizerJson as object), model: { type: 'BPE', vocab: {}, merges: 3 } }, {}],
    ['a configuration that is a list', tokenizerJson, []],
  ])('are refused: %s', (_, json, config) => {
    expect(() => createTokenizer({ tokenizerJson: json, tokenizerConfig: config })).toThrow(
      expect.objectContaining({ code: 'MODEL_INVALID' }),
    );
  });
});
