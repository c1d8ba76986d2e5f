import { randomStream, type PrepareRequest, type LocalTokenizer } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { compareVocabularies, createRobertaReplacer, type RobertaReplacerOptions } from '../src/index.ts';
import { pieceTokenizer } from './piece-tokenizer.ts';
import { recordingModel } from './recording-model.ts';

/** Prepares a text in which one token, or all, may be replaced; says what was asked and draws a row. */
async function replaceIn(
  explained: LocalTokenizer,
  masked: LocalTokenizer,
  proposals: readonly string[],
  text: string,
  position: number,
  options: Omit<RobertaReplacerOptions, 'maskedModel'> = {},
) {
  const model = recordingModel(masked, proposals);
  const tokens = Int32Array.from(explained.encode(text).ids);
  const units = tokens.map((_, index) => (index === position ? 0 : -1));
  const request: PrepareRequest = { tokens, units, tokenizer: explained };
  const prepared = await createRobertaReplacer({ maskedModel: model, ...options }).prepare(request);
  const random = [randomStream({ seed: 1, probe: 0, step: 1, purpose: 'substitutes' })];
  const { ids } = await prepared.replace({ masks: Uint8Array.of(1), random });
  return { drawn: explained.decode([ids[position] as number]), model, prepared };
}

describe('the space before a word', () => {
  const explained = pieceTokenizer(['The', ' city', ' happi', 'ness', 'big', ' big', ' sad', 'sad']);
  const masked = pieceTokenizer(['The', ' city', ' happiness', ' big', 'sad', ...'abcdefghijklmnopqrstuvwxyz ']);

  it('is asked of a proposal where the replaced token has it', async () => {
    const without = await replaceIn(explained, masked, ['sad'], 'The city', 1);
    expect(without.prepared.report.fallbacks).toBe(1);
    const withSpace = await replaceIn(explained, masked, [' big'], 'The city', 1);
    expect(withSpace.prepared.report.fallbacks).toBe(0);
    expect(withSpace.drawn).toBe(' big');
  });

  it('is refused inside a word of the masked model', async () => {
    const withSpace = await replaceIn(explained, masked, [' big'], 'The happiness', 2);
    expect(withSpace.prepared.report.fallbacks).toBe(1);
    const without = await replaceIn(explained, masked, ['sad'], 'The happiness', 2);
    expect(without.prepared.report.fallbacks).toBe(0);
    expect(without.drawn).toBe('sad');
  });

  it('is the masked model’s own affair at the start of a text, where it may put one that the text does not have', async () => {
    const pieces = pieceTokenizer([' The', ' big', 'sad', ' city']);
    const putting: LocalTokenizer = {
      ...pieces,
      encode(text) {
        const { ids, spans } = pieces.encode(` ${text}`);
        return { text, ids, spans: spans.map(({ start, end }) => ({ start: Math.max(0, start - 1), end: end - 1 })) };
      },
    };
    const first = await replaceIn(explained, putting, [' big'], 'The city', 0);
    expect(first.prepared.report.fallbacks).toBe(0);
    expect(first.drawn).toBe('big');
  });
});

describe('where the masked model’s own token', () => {
  it('is a piece of a character, proposals count all the same', async () => {
    const masked = pieceTokenizer(['\uFFFD', 'a', ' b']);
    const reading = {
      ...masked,
      encode: (text: string) => ({ text, ids: [0], spans: [{ start: 0, end: text.length }] }),
    };
    const { drawn, prepared } = await replaceIn(pieceTokenizer(['é', 'a', 'c']), reading, ['a'], 'é', 0);
    expect(drawn).toBe('a');
    expect(prepared.report.fallbacks).toBe(0);
  });

  it('is none, it is not asked', async () => {
    const masked = pieceTokenizer(['a', ' b']);
    const blind = { ...masked, encode: (text: string) => ({ ...masked.encode('a'), text }) };
    const { model, prepared } = await replaceIn(pieceTokenizer(['a', ' ', 'c', ' d']), blind, ['a'], 'a ', 1);
    expect(model.rows).toEqual([]);
    expect(prepared.report).toEqual({ coverage: 1, proposals: 0, kept: 0, fallbacks: 1 });
  });

  it('cannot be told, because it reads another text, it is not asked', async () => {
    const masked = pieceTokenizer(['a', ' b']);
    const composing = { ...masked, encode: () => masked.encode('a b') };
    const { model, prepared } = await replaceIn(pieceTokenizer(['a', 'c', 'd']), composing, ['a'], 'c', 0);
    expect(model.rows).toEqual([]);
    expect(prepared.report).toEqual({ coverage: 1, proposals: 0, kept: 0, fallbacks: 1 });
  });
});

describe('one to one', () => {
  const words = Array.from({ length: 200 }, (_, index) => ` w${index}`);
  const relation = (odd: number) => {
    const explained = pieceTokenizer([...words, ...Array.from({ length: odd }, (_, index) => ` odd${index}`)]);
    return compareVocabularies(recordingModel(pieceTokenizer([' more', ...words]), []), explained);
  };

  it('is what vocabularies are that differ by a few odd tokens', () => {
    expect([0, 2, 3].map((odd) => relation(odd).relation)).toEqual(['one-to-one', 'one-to-one', 'spans']);
    expect([...relation(2).proposable].slice(198)).toEqual([1, 1, 0, 0, 0, 0]);
  });
});

it.each([
  [3, 200],
  [100, 400],
  [1000, 502],
])('asks for more proposals than it draws from: for %i, %i', async (topK, asked) => {
  const masked = pieceTokenizer(Array.from({ length: 500 }, (_, index) => ` w${index}`));
  const { model } = await replaceIn(pieceTokenizer([' w7', ' w8', 'x']), masked, [' w8'], ' w7', 0, { topK });
  expect(model.asked).toEqual([asked]);
});

it('pins a token that nothing can take the place of', async () => {
  const request: PrepareRequest = {
    tokens: Int32Array.of(0),
    units: Int32Array.of(0),
    tokenizer: pieceTokenizer(['a']),
  };
  const maskedModel = recordingModel(pieceTokenizer(['a', 'b']), ['a', 'b']);
  const prepare = (allowOriginal: boolean) => createRobertaReplacer({ maskedModel, allowOriginal }).prepare(request);
  expect((await prepare(false)).replaceable).toEqual(Uint8Array.of(0));
  expect((await prepare(true)).replaceable).toEqual(Uint8Array.of(1));
});

it('counts a unit once however often it falls back', async () => {
  const [explained, masked] = [pieceTokenizer(['a', 'c', 'd']), pieceTokenizer(['b', 'a', 'c', ' x'])];
  const { prepared } = await replaceIn(explained, masked, ['b'], 'a', 0, { strategy: 'joint' });
  const random = [2, 3].map((probe) => randomStream({ seed: 1, probe, step: 1, purpose: 'substitutes' }));
  await prepared.replace({ masks: Uint8Array.of(1, 1), random });
  expect(prepared.report).toEqual({ coverage: 1, proposals: 3, kept: 0, fallbacks: 1 });
});

it.each(['single', 'joint'] as const)(
  '%s: ends with the reason of a signal that the model pays no heed to',
  async (strategy) => {
    const model = recordingModel(pieceTokenizer(['b', 'a', 'c', ' x']), ['c']);
    const controller = new AbortController();
    const reason = new Error('enough');
    const maskedModel = {
      ...model,
      propose: (asked: Parameters<typeof model.propose>[0]) => {
        controller.abort(reason);
        return model.propose(asked);
      },
    };
    const { signal } = controller;
    const tokenizer = pieceTokenizer(['a', 'c', 'd']);
    const request: PrepareRequest = { tokens: Int32Array.of(0), units: Int32Array.of(0), tokenizer, signal };
    const run = async () => {
      const prepared = await createRobertaReplacer({ maskedModel, strategy }).prepare(request);
      const random = [randomStream({ seed: 1, probe: 0, step: 1, purpose: 'substitutes' })];
      await prepared.replace({ masks: Uint8Array.of(1), random, signal });
      return 'went on';
    };
    await expect(run()).rejects.toBe(reason);
    const after = () => createRobertaReplacer({ maskedModel, strategy }).prepare(request);
    await expect(after()).rejects.toBe(reason);
  },
);
