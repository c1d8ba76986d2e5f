import { tokenMatrix, type Backend, type ScoreRequest } from '@reagent/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxNodeBackend, createOnnxNodeMaskedModel } from '../src/index.ts';

const fixtures = new URL('../fixtures/', import.meta.url);
const vocabularies = { gpt2: 461, 'gpt2-v2': 461, 'llama-nltk': 440, 'llama-genai-prune': 445 };

/** Rows of different ids, without the first few, which are special in many vocabularies. */
function someRows(rows: number, length: number, vocabulary: number): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length }, (__, column) => 10 + ((row * 131 + column * 37 + column * column) % (vocabulary - 30))),
  );
}

describe.each(Object.entries(vocabularies))('%s: an edited graph and its whole logits', (name, vocabulary) => {
  const model = new URL(`${name}/`, fixtures);
  let edited: Backend;
  let whole: Backend;
  beforeAll(async () => {
    edited = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1 });
    whole = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, graph: 'as-exported' });
  });
  afterAll(async () => {
    await edited.dispose();
    await whole.dispose();
  });

  it('are what the provenance says', () => {
    expect(edited.provenance).toMatchObject({ graph: { runs: 'edited', scaledPerRow: 0 } });
    expect(whole.provenance).toMatchObject({ graph: { runs: 'as-exported', because: 'it was asked for as exported' } });
    expect(edited.id).toBe(whole.id);
  });

  it.each([
    [1, 1],
    [1, 7],
    [8, 12],
  ])('say the same to 1e-6 · max(1, |ln p|), of %d rows of %d tokens', async (rows, length) => {
    const contexts = tokenMatrix(someRows(rows, length, vocabulary));
    const queries = [length, 1, Math.ceil(length / 2)].map((position, index) => {
      return { position, tokens: [3, 17 + position, vocabulary - 1].slice(index) };
    });
    const request: ScoreRequest = { contexts, queries, topK: 5, want: { rank: true, distribution: true } };
    const [found, expected] = await Promise.all([edited.score(request), whole.score(request)]);
    for (const key of ['logProbabilities', 'logOdds', 'distributions'] as const) {
      expect(found[key]).toHaveLength(expected[key]!.length);
      expected[key]!.forEach((value, index) => {
        const apart = Math.abs(found[key]![index]! - value) / Math.max(1, Math.abs(value));
        if (!(apart <= 1e-6)) expect.fail(`${key} ${index}: ${found[key]![index]} and ${value}`);
      });
    }
    expect(found.ranks).toEqual(expected.ranks);
    expect(found.withinTopK).toEqual(expected.withinTopK);
  });

  it('answer each row its own query', async () => {
    const contexts = tokenMatrix(someRows(3, 6, vocabulary));
    const queries = [
      { position: 6, tokens: [5] },
      { position: 2, tokens: [7, 9] },
    ];
    const request: ScoreRequest = { contexts, queries, queryIndex: Int32Array.of(1, 0, 1) };
    const [found, expected] = await Promise.all([edited.score(request), whole.score(request)]);
    expect(found.logOdds).toHaveLength(5);
    found.logOdds!.forEach((value, index) => expect(value).toBeCloseTo(expected.logOdds![index]!, 5));
  });

  it('predict the same tokens', async () => {
    const [context] = someRows(1, 9, vocabulary) as [number[]];
    const [found, expected] = [await edited.predict({ context, k: 6 }), await whole.predict({ context, k: 6 })];
    expect(found.map(({ token }) => token)).toEqual(expected.map(({ token }) => token));
    found.forEach(({ logProbability }, index) =>
      expect(logProbability).toBeCloseTo(expected[index]!.logProbability, 6),
    );
  });
});

describe('distilroberta', () => {
  it('edited proposes what its whole logits propose', async () => {
    const model = new URL('distilroberta/', fixtures);
    const edited = await createOnnxNodeMaskedModel({ model, dtype: 'fp32', threads: 1 });
    const whole = await createOnnxNodeMaskedModel({ model, dtype: 'fp32', threads: 1, graph: 'as-exported' });
    const contexts = tokenMatrix([
      [0, 13, 49, 464, 27, 464, 2],
      [0, 20, 464, 30, 40, 50, 2],
    ]);
    const positions = [[1, 2], [0, 5], [0, 3]] as const; // prettier-ignore
    const [found, expected] = [
      await edited.propose({ contexts, positions, k: 9 }),
      await whole.propose({ contexts, positions, k: 9 }),
    ];
    found.forEach(({ tokens, logProbabilities }, place) => {
      expect(tokens).toEqual(expected[place]!.tokens);
      logProbabilities.forEach((value, index) =>
        expect(value).toBeCloseTo(expected[place]!.logProbabilities[index]!, 6),
      );
    });
    await edited.dispose();
    await whole.dispose();
  });
});
