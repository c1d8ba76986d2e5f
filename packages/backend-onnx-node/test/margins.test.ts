import { tokenMatrix } from '@reagent/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxNodeBackend } from '../src/index.ts';
import { removeFolders, tableGraph, writeModel } from './table-model.ts';

afterAll(removeFolders);

const margins = [5, 15, 25, 40];
/** After token i the model prefers token i by margin i; the three other tokens are equal. */
const table = margins.map((margin, row) => margins.map((_, token) => (token === row ? margin : 0)));

describe.each([false, true])('log-odds at a margin (logits in half precision: %s)', (half) => {
  it('are exact for the first choice and for the others', async () => {
    const backend = await createOnnxNodeBackend({
      model: writeModel(tableGraph(table, { half }), 4),
      dtype: 'fp32',
      threads: 1,
    });
    const scores = await backend.score({
      contexts: tokenMatrix(margins.map((_, row) => [row])),
      queries: [{ position: 1, tokens: [0, 1, 2, 3] }],
      topK: 1,
      want: { rank: true, distribution: true },
    });
    margins.forEach((margin, row) => {
      margins.forEach((_, token) => {
        const place = row * 4 + token;
        // ln(e^m / 3), and ln(1 / (2 + e^m)), each in the form that loses nothing
        const odds = token === row ? margin - Math.log(3) : -(margin + Math.log1p(2 * Math.exp(-margin)));
        const probability =
          token === row ? -Math.log1p(3 * Math.exp(-margin)) : -(margin + Math.log1p(3 * Math.exp(-margin)));
        expect(scores.logOdds![place]! / odds).toBeCloseTo(1, 14);
        expect(scores.logProbabilities[place]! / probability).toBeCloseTo(1, 13);
        expect(scores.ranks![place]).toBe(token === row ? 0 : 1);
        expect(scores.withinTopK![place]).toBe(token === row ? 1 : 0);
        expect(scores.distributions![place]).toBe(scores.logProbabilities[place]);
      });
    });
    await backend.dispose();
  });
});

describe('logits of every kind', () => {
  it('give values that are no NaN: certain, impossible and single tokens', async () => {
    const rows = [
      [0, -Infinity, -Infinity],
      [1000, -1000, 0],
      [5, 5, 5],
    ];
    const backend = await createOnnxNodeBackend({ model: writeModel(tableGraph(rows), 3), dtype: 'fp32', threads: 1 });
    const { logProbabilities, logOdds, ranks } = await backend.score({
      contexts: tokenMatrix([[0], [1], [2]]),
      queries: [{ position: 1, tokens: [0, 1, 2] }],
      want: { rank: true },
    });
    expect([...logProbabilities.slice(0, 6)]).toEqual([0, -Infinity, -Infinity, 0, -2000, -1000]);
    expect([...logOdds!.slice(0, 6)]).toEqual([Infinity, -Infinity, -Infinity, 1000, -2000, -1000]);
    expect(logOdds![6]).toBeCloseTo(Math.log(1 / 2), 14);
    expect([...ranks!]).toEqual([0, 1, 1, 0, 2, 1, 0, 0, 0]);
    await backend.dispose();
  });

  it('are refused where they are no numbers', async () => {
    const rows = [
      [0, 1],
      [Number.NaN, 1],
    ];
    const backend = await createOnnxNodeBackend({ model: writeModel(tableGraph(rows), 2), dtype: 'fp32', threads: 1 });
    await expect(
      backend.score({ contexts: tokenMatrix([[1]]), queries: [{ position: 1, tokens: [1] }] }),
    ).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await backend.dispose();
  });

  it('list ties by the lower id, for few and for many', async () => {
    const rows = [[1, 3, 3, 0, 3], ...Array.from({ length: 4 }, () => [0, 0, 0, 0, 0])];
    const backend = await createOnnxNodeBackend({ model: writeModel(tableGraph(rows), 5), dtype: 'fp32', threads: 1 });
    const predict = async (context: number[], k: number) =>
      (await backend.predict({ context, k })).map(({ token }) => token);
    expect(await predict([0], 2)).toEqual([1, 2]);
    expect(await predict([0], 5)).toEqual([1, 2, 4, 0, 3]);
    expect(await predict([0, 1], 4)).toEqual([0, 1, 2, 3]);
    await backend.dispose();
  });
});
