import { randomStream, type PrepareRequest, type Random } from '@reagent/core';
import { createToyTokenizer } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import {
  createPartOfSpeechReplacer,
  tagVocabulary,
  type PartOfSpeechReplacerOptions,
  type PartOfSpeechTable,
} from './index.ts';

// Nouns 0 1 2 4 (3 is unused), verbs 5 6, an adverb alone 7, special 8 9.
const words = ['dog', 'cat', 'bird', 'tree', 'river', 'ran', 'slept', 'quickly'];
const tokenizer = { ...createToyTokenizer({ words, specialTokens: ['<s>', '<mask>'] }), unusedIds: [3] };
const own: PartOfSpeechTable = {
  schema: 'reagent/part-of-speech-table/1',
  tagger: 'by hand',
  tags: ['N', 'V', 'R'],
  tagOf: [0, 0, 0, -1, 0, 1, 1, 2, 0, 0],
};
const draws = 3000;

function stream(step: number): Random {
  return randomStream({ seed: 9, probe: 0, step, purpose: 'substitutes' });
}

/** How often each token was drawn for one of the tokens. */
async function counts(token: number, options?: PartOfSpeechReplacerOptions): Promise<Map<number, number>> {
  const context: PrepareRequest = { tokens: Int32Array.of(token), units: Int32Array.of(0), tokenizer };
  const prepared = await createPartOfSpeechReplacer(options).prepare(context);
  const random = Array.from({ length: draws }, (_, step) => stream(step));
  const { ids } = await prepared.replace({ masks: new Uint8Array(draws).fill(1), random });
  const counted = new Map<number, number>();
  for (const id of ids) counted.set(id, (counted.get(id) ?? 0) + 1);
  return counted;
}

async function replaceable(options: PartOfSpeechReplacerOptions, on = tokenizer): Promise<number[]> {
  const tokens = Int32Array.from({ length: 10 }, (_, id) => id);
  return [...(await createPartOfSpeechReplacer(options).prepare({ tokens, units: tokens, tokenizer: on })).replaceable];
}

describe('createPartOfSpeechReplacer', () => {
  it.each([
    [true, [0, 1, 2, 4]],
    [false, [0, 2, 4]],
  ])('draws every token with the tag equally often (the original too: %s)', async (allowOriginal, tokens) => {
    const counted = await counts(1, { allowOriginal });
    expect([...counted.keys()].sort((a, b) => a - b)).toEqual(tokens);
    const expected = draws / tokens.length;
    const chiSquared = [...counted.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(21.2); // exceeded with a probability of 1e-4 at three degrees of freedom
  });

  it('allows the original by default, as the reference code does, and says so', async () => {
    expect((await counts(5)).has(5)).toBe(true);
    expect(createPartOfSpeechReplacer().options).toEqual({
      allowOriginal: true,
      tagger: tagVocabulary(tokenizer).tagger,
    });
  });

  it('replaces a special token by tokens with its tag, and never draws one', async () => {
    const counted = await counts(8, { table: own });
    expect([...counted.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 4]);
  });

  it('pins what has no substitute: unused ids, and a token alone with its tag unless it may stay', async () => {
    expect(await replaceable({ table: own })).toEqual([1, 1, 1, 0, 1, 1, 1, 1, 1, 1]);
    expect(await replaceable({ table: own, allowOriginal: false })).toEqual([1, 1, 1, 0, 1, 1, 1, 0, 1, 1]);
    const onlySpecial = { ...own, tagOf: [0, 0, 0, -1, 0, 1, 1, 1, 2, 2] };
    expect((await replaceable({ table: onlySpecial })).slice(8)).toEqual([0, 0]);
  });

  it('takes a table through JSON and draws the same', async () => {
    const table = JSON.parse(JSON.stringify(tagVocabulary(tokenizer))) as PartOfSpeechTable;
    expect(await counts(1, { table })).toEqual(await counts(1));
    expect(createPartOfSpeechReplacer({ table: own }).options).toEqual({ allowOriginal: true, tagger: 'by hand' });
  });

  it.each<[string, PartOfSpeechTable, string]>([
    ['another size', { ...own, tagOf: [0, 1] }, 'it has 2 ids, the model 10'],
    ['other tokens', { ...own, vocabulary: 'sha256:00' }, 'their tokens differ'],
  ])('refuses a table with %s', async (_, table, text) => {
    await expect(replaceable({ table })).rejects.toMatchObject({
      code: 'VOCABULARY_MISMATCH',
      message: expect.stringContaining(text),
    });
  });

  it.each<[object, string]>([
    [{ schema: 'reagent/part-of-speech-table/2' }, 'schema'],
    [{ tagger: '' }, 'tagger'],
    [{ vocabulary: 5 }, 'vocabulary'],
    [{ tags: undefined }, 'lacks'],
    [{ tagOf: [0, 3] }, 'gives id 1 the tag 3 of 3'],
    [{ tagOf: [-2] }, 'gives id 0 the tag -2'],
    [{ tagOf: [0.5] }, 'gives id 0 the tag 0.5'],
  ])('refuses a table with %j', (broken, text) => {
    const table = { ...own, ...broken } as PartOfSpeechTable;
    expect(() => createPartOfSpeechReplacer({ table })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(text) }),
    );
  });

  it('refuses options that it does not have', () => {
    for (const options of [{ allowOriginal: 1 }, { original: true }]) {
      expect(() => createPartOfSpeechReplacer(options as PartOfSpeechReplacerOptions)).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION', plugin: 'part-of-speech' }),
      );
    }
    expect(() => createPartOfSpeechReplacer({ table: null } as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});
