import { randomStream, row, type PrepareRequest, type Random, type Tokenizer } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { createRobertaReplacer, type RobertaReplacerOptions } from '../src/index.ts';
import { pieceTokenizer } from './piece-tokenizer.ts';
import { recordingModel } from './recording-model.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz 1\uFFFD'];
const explained = pieceTokenizer([
  'The',
  ' city',
  ' un',
  'happi',
  'ness',
  ' sad',
  ' is',
  ' big',
  'big',
  'X',
  '\uFFFD1',
  '\uFFFD2',
]);
const masked = pieceTokenizer([
  'The',
  'A',
  ' city',
  ' unhappiness',
  ' sad',
  ' sadness',
  'ness',
  ' is',
  ' big',
  'big',
  ' The',
  ...letters,
]);

function stream(probe: number): Random {
  return randomStream({ seed: 4, probe, step: 1, purpose: 'substitutes' });
}

function requestFor(tokenizer: Tokenizer, tokens: readonly number[], units?: readonly number[]): PrepareRequest {
  return {
    tokens: Int32Array.from(tokens),
    units: Int32Array.from(units ?? tokens.map((_, index) => index)),
    tokenizer,
  };
}

/** [position] the texts drawn there in many rows in which everything is replaced. */
async function drawn(
  proposals: readonly string[],
  request: PrepareRequest,
  options: Omit<RobertaReplacerOptions, 'maskedModel'> = {},
) {
  const model = recordingModel(masked, proposals);
  const prepared = await createRobertaReplacer({ maskedModel: model, ...options }).prepare(request);
  const random = Array.from({ length: 200 }, (_, probe) => stream(probe));
  const masks = new Uint8Array(200 * prepared.replaceable.length).fill(1);
  const replaced = await prepared.replace({ masks, random });
  const texts = Array.from(request.tokens, (_, position) => {
    const found = new Set(random.map((_, index) => explained.decode([row(replaced, index)[position] as number])));
    return [...found].sort();
  });
  return { texts, rows: model.rows, report: prepared.report };
}

describe('across vocabularies', () => {
  it('hides what a token covers of the text by one mask, and reads a cut token again', async () => {
    const request = requestFor(explained, explained.encode('The unhappiness is').ids);
    const { rows, report } = await drawn([' is'], request);
    expect(new Set(rows)).toEqual(
      new Set([
        '<s>|_| unhappiness| is',
        '<s>|The|_|h|a|p|p|i|ness| is',
        '<s>|The| |u|n|_|ness| is',
        '<s>|The| |u|n|h|a|p|p|i|_| is',
        '<s>|The| unhappiness|_',
      ]),
    );
    expect(report.proposals).toBe(5);
  });

  it('puts a mask for each token of a unit, and hides no more than the unit', async () => {
    const request = requestFor(explained, explained.encode('The unhappiness is').ids, [-1, 0, 1, 0, -1]);
    const { rows } = await drawn([' is'], request);
    expect(new Set(rows)).toEqual(new Set(['<s>|The|_|h|a|p|p|i|_| is', '<s>|The| |u|n|_|ness| is']));
  });

  it('keeps proposals that are one token and stand to the word before as the replaced one does', async () => {
    const request = requestFor(explained, explained.encode('The city is').ids);
    const { texts, report } = await drawn([' city', ' sadness', 'big', 'ness', ' big', ' sad'], request);
    expect(texts[1]).toEqual([' big', ' sad']);
    expect(texts[0]).toEqual(['big', 'ness']);
    expect(report.fallbacks).toBe(0);
  });

  it('draws in proportion to the probabilities of what is kept', async () => {
    const model = recordingModel(masked, [' sadness', ' big', ' sad']);
    const prepared = await createRobertaReplacer({ maskedModel: model }).prepare(
      requestFor(explained, explained.encode('The city is').ids, [-1, 0, -1]),
    );
    const random = Array.from({ length: 4000 }, (_, probe) => stream(probe));
    const replaced = await prepared.replace({ masks: new Uint8Array(4000).fill(1), random });
    const big = random.filter((_, index) => explained.decode([row(replaced, index)[1] as number]) === ' big').length;
    expect(big / 4000).toBeCloseTo(Math.E / (1 + Math.E), 1);
  });

  it('falls back to a token of the same class where nothing can be used, and counts the unit once', async () => {
    const request = requestFor(explained, explained.encode('The city is').ids);
    const { texts, report } = await drawn([' sadness', 'A'], request);
    expect(texts[1]).toEqual([' big', ' is', ' sad', ' un']);
    expect(texts[0]).toEqual(['X']);
    expect(report).toEqual({ coverage: 1, proposals: 3, kept: 0, fallbacks: 3 });
  });

  it('does not ask for pieces of characters, and draws others', async () => {
    const { texts, rows, report } = await drawn([' is'], requestFor(explained, [10, 6], [0, -1]));
    expect(texts[0]).toEqual(['\uFFFD2']);
    expect(rows).toEqual([]);
    expect(report).toEqual({ coverage: 1, proposals: 0, kept: 0, fallbacks: 1 });
  });

  it('takes off special tokens wherever they are; one that is replaced itself gets any ordinary token', async () => {
    const start = explained.specialTokens.get('<s>') as number;
    const { texts, rows } = await drawn(
      [' is'],
      requestFor(explained, [start, 0, start, 1, start], [0, -1, -1, 1, -1]),
    );
    expect(rows).toEqual(['<s>|The|_']);
    expect(texts[0]?.length).toBeGreaterThan(8);
    expect(texts[0]).not.toContain('<s>');
  });

  it.each([
    [true, [' city', ' sad']],
    [false, [' sad']],
  ])('may leave the original as it is (%s)', async (allowOriginal, wanted) => {
    const request = requestFor(explained, explained.encode('The city is').ids, [-1, 0, -1]);
    expect((await drawn([' city', ' sad'], request, { allowOriginal })).texts[1]).toEqual(wanted);
    expect((await drawn([' city', ' sad'], request, { allowOriginal, strategy: 'argmax' })).texts[1]).toEqual([
      wanted[0],
    ]);
  });

  it('takes a window around the mask from a long text', async () => {
    const model = recordingModel(masked, [' sad'], { maxContext: 4 });
    const tokens = explained.encode('The city is city is city').ids;
    await createRobertaReplacer({ maskedModel: model }).prepare(requestFor(explained, tokens, [-1, -1, -1, 0, -1, -1]));
    expect(model.rows).toEqual(['<s>| is|_| is']);
  });
});

describe('joint, across vocabularies', () => {
  it('hides all that a row replaces together, one pass a row, and counts fallbacks as they come', async () => {
    const model = recordingModel(masked, [' sad']);
    const replacer = createRobertaReplacer({ maskedModel: model, strategy: 'joint' });
    const prepared = await replacer.prepare(requestFor(explained, explained.encode('The city is').ids));
    expect(prepared.report).toEqual({ coverage: 1, proposals: 0, kept: 0, fallbacks: 0 });
    const masks = Uint8Array.of(0, 1, 1, 0, 0, 0, 1, 1, 0);
    const replaced = await prepared.replace({ masks, random: [1, 2, 3].map(stream) });
    expect(model.rows).toEqual(['<s>|The|_|_', '<s>|_|_| is']);
    expect(prepared.report).toEqual({ coverage: 1, proposals: 2, kept: 0, fallbacks: 1 });
    expect(explained.decode(row(replaced, 0))).toBe('The sad sad');
    expect([...row(replaced, 1)]).toEqual(explained.encode('The city is').ids);
    expect(explained.decode(row(replaced, 2).subarray(1))).toBe(' sad is');
  });

  it('refuses a text that does not fit into the masked model before the run begins', async () => {
    const maskedModel = recordingModel(masked, [' sad'], { maxContext: 3 });
    const replacer = createRobertaReplacer({ maskedModel, strategy: 'joint' });
    const request = (units: readonly number[]) => requestFor(explained, explained.encode('The city is').ids, units);
    await expect(replacer.prepare(request([0, 1, 2]))).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
    await expect(replacer.prepare(request([-1, 0, 1]))).resolves.toMatchObject({ report: { coverage: 1 } });
  });
});

describe('one to one', () => {
  const pieces = ['The', ' city', ' is', ' big', 'big', '\uFFFD1'];
  const few = pieceTokenizer(pieces);
  const more = pieceTokenizer([' nice', 'big', ' big', '\uFFFD', ' is', ' city', 'The', ' city is']);

  it('exchanges ids and reads no text', async () => {
    const model = recordingModel(more, [' nice', ' is', 'big']);
    const reading = { ...more, encode: () => expect.unreachable('a text was read') };
    const replacer = createRobertaReplacer({ maskedModel: { ...model, tokenizer: reading } });
    const start = few.specialTokens.get('<s>') as number;
    const prepared = await replacer.prepare(requestFor(few, [start, 0, 1, 2], [-1, 0, 1, 2]));
    expect(model.rows).toEqual(['<s>|_| city| is', '<s>|The|_| is', '<s>|The| city|_']);
    const random = Array.from({ length: 100 }, (_, probe) => stream(probe));
    const replaced = await prepared.replace({ masks: new Uint8Array(300).fill(1), random });
    const found = (position: number) => new Set(random.map((_, index) => row(replaced, index)[position]));
    expect(found(2)).toEqual(new Set([2, 4])); // `big` without a space too: the masked model's word is taken
    expect(found(3)).toEqual(new Set([4]));
    expect(prepared.report).toEqual({ coverage: 1, proposals: 3, kept: 0, fallbacks: 0 });
  });

  it.each([
    ['as many tokens: one each', ['big', 'The'], ['<s>|big|The|_', '<s>|_|The| city', '<s>|big|_| city']],
    ['fewer: none is shown where one is hidden', ['big'], ['<s>|big|_', '<s>|_| city', '<s>|_| city']],
  ])('reads a run of pieces of characters as text, %s', async (_, read, rows) => {
    const model = recordingModel(more, [' is']);
    const encode = (text: string) => ({ text, ids: read.flatMap((one) => more.encode(one).ids), spans: [] });
    const replacer = createRobertaReplacer({ maskedModel: { ...model, tokenizer: { ...more, encode } }, batchSize: 1 });
    await replacer.prepare(requestFor(few, [5, 5, 1], [1, 2, 0]));
    expect(model.rows).toEqual(rows);
  });
});

it('refuses vocabularies that have nothing in common', async () => {
  const replacer = createRobertaReplacer({ maskedModel: recordingModel(masked, [' is']) });
  await expect(replacer.prepare(requestFor(pieceTokenizer(['Ω', ' Ψ']), [0]))).rejects.toMatchObject({
    code: 'VOCABULARY_MISMATCH',
    message: expect.stringContaining('no token in common'),
  });
});
