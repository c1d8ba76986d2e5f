import { repeatRow, tokenMatrix, type MaskedModel } from '@reagent/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxNodeMaskedModel } from '../src/index.ts';

describe('a masked model', () => {
  let model: MaskedModel;
  beforeAll(async () => {
    const folder = new URL('../fixtures/distilroberta/', import.meta.url);
    model = await createOnnxNodeMaskedModel({ model: folder, dtype: 'fp32', threads: 1 });
  });
  afterAll(() => model.dispose());

  const row = [0, 13, 49, 464, 27, 464, 2];
  const other = [0, 20, 30, 464, 40, 50, 2];

  it('answers for the positions asked about, in their order, each as if asked alone', async () => {
    const places = [[1, 3], [0, 5], [0, 3], [0, 5]] as const; // prettier-ignore
    const together = await model.propose({ contexts: tokenMatrix([row, other]), positions: places, k: 7 });
    expect(together).toHaveLength(4);
    for (const [index, [place, position]] of places.entries()) {
      const contexts = tokenMatrix([[row, other][place] as number[]]);
      const [alone] = await model.propose({ contexts, positions: [[0, position]], k: 7 });
      expect(together[index]).toEqual(alone);
    }
  });

  it('lists the most probable first, and all of them where all are asked for', async () => {
    const k = model.tokenizer.vocabularySize;
    const [proposals] = await model.propose({ contexts: tokenMatrix([row]), positions: [[0, 3]], k });
    const { tokens, logProbabilities } = proposals!;
    expect(new Set(tokens).size).toBe(k);
    expect([...logProbabilities].sort((a, b) => b - a)).toEqual([...logProbabilities]);
    expect(logProbabilities.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 7); // exponentials of float32 in the graph
  });

  it('answers nothing where nothing is asked', async () => {
    expect(await model.propose({ contexts: tokenMatrix([row]), positions: [], k: 1 })).toEqual([]);
  });

  it.each([
    ['a row that is not there', { positions: [[1, 0]] as const }, 'INVALID_INPUT'],
    ['a position that is not there', { positions: [[0, 7]] as const }, 'INVALID_INPUT'],
    ['a token that is not there', { contexts: tokenMatrix([[0, 465]]) }, 'INVALID_INPUT'],
    ['no proposals', { k: 0 }, 'INVALID_OPTION'],
    ['more than the vocabulary', { k: 466 }, 'INVALID_OPTION'],
    ['a row that is too long', { contexts: repeatRow(new Int32Array(65), 1) }, 'TEXT_TOO_LONG'],
  ])('refuses %s', async (_, wrong, code) => {
    const request = { contexts: tokenMatrix([row]), positions: [[0, 3]] as const, k: 5 };
    await expect(model.propose({ ...request, ...wrong })).rejects.toMatchObject({ code });
  });

  it('rejects with the signal’s reason, and is right afterwards', async () => {
    const request = { contexts: tokenMatrix([row]), positions: [[0, 3]] as const, k: 5 };
    const before = await model.propose(request);
    const signal = AbortSignal.abort('no');
    await expect(model.propose({ ...request, signal })).rejects.toBe('no');
    expect(await model.propose(request)).toEqual(before);
  });
});
