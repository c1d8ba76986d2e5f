import { tokenMatrix } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { createToyMaskedModel } from './toy-masked-model.ts';

describe('the toy masked model', () => {
  const model = createToyMaskedModel();
  const mask = model.maskToken;

  it('proposes the most probable first, of a distribution that sums to one', async () => {
    const k = model.tokenizer.vocabularySize;
    const contexts = tokenMatrix([[...model.prefix, 0, mask, 2]]);
    const [proposals] = await model.propose({ contexts, positions: [[0, 2]], k });
    const values = Array.from(proposals!.logProbabilities);
    expect(values.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 12);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect([...proposals!.tokens].sort((a, b) => a - b)).toEqual([...Array(k).keys()]);
  });

  it('looks at the visible tokens, not at what stood at the position', async () => {
    const ask = async (row: number[]) =>
      (await model.propose({ contexts: tokenMatrix([row]), positions: [[0, 1]], k: 5 }))[0];
    expect(await ask([3, mask, 4])).toEqual(await ask([3, 7, 4]));
    expect(await ask([3, mask, 4])).not.toEqual(await ask([3, mask, 5]));
  });

  it('takes nothing from other masks', async () => {
    const ask = async (row: number[]) =>
      (await model.propose({ contexts: tokenMatrix([row]), positions: [[0, 1]], k: 5 }))[0];
    expect(await ask([3, mask, mask])).toEqual(await ask([3, mask]));
  });

  it('answers each row for itself, records its calls, and refuses what cannot be', async () => {
    const own = createToyMaskedModel();
    const contexts = tokenMatrix([
      [3, mask],
      [mask, 4],
    ]);
    const both = await own.propose({ contexts, positions: [[1, 0], [0, 1]], k: 3 }); // prettier-ignore
    const alone = await own.propose({ contexts: tokenMatrix([[mask, 4]]), positions: [[0, 0]], k: 3 });
    expect(both[0]).toEqual(alone[0]);
    expect(own.calls[1]).toEqual({ contexts: [[mask, 4]], positions: [[0, 0]], k: 3 });
    await expect(own.propose({ contexts, positions: [[2, 0]], k: 3 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(own.propose({ contexts, positions: [], k: 0 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    await own.dispose();
    await expect(own.propose({ contexts, positions: [], k: 3 })).rejects.toMatchObject({ code: 'DISPOSED' });
    expect(() => createToyMaskedModel({ words: ['a'], specialTokens: [] })).toThrow(/<mask>/u);
  });
});
