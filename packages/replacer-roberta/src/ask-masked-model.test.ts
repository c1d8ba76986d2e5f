import { tokenMatrix, type MaskedModel } from '@reagent/core';
import { createToyMaskedModel } from '@reagent/testing';
import { expect, test } from 'vitest';
import { askMaskedModel } from './ask-masked-model.ts';

const rows = Array.from({ length: 7 }, (_, row) => ({ ids: [1, 2, row], at: row % 2 === 0 ? [0] : [0, 1] }));

/** @param failAt the call that fails, from 1 on */
function watch(failAt = 0) {
  const toy = createToyMaskedModel();
  const seen = { calls: 0, most: 0 };
  let underWay = 0;
  const model: MaskedModel = {
    ...toy,
    async propose(request) {
      seen.calls += 1;
      seen.most = Math.max(seen.most, ++underWay);
      if (seen.calls === failAt) throw new Error('failed');
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      underWay -= 1;
      return toy.propose(request);
    },
  };
  return { model, seen };
}

test('a batch is sent while the model is at the one before, and each row gets its own proposals', async () => {
  const { model, seen } = watch();
  const answers = await askMaskedModel(model, rows, { k: 3, batchSize: 2 });
  expect(seen).toEqual({ calls: 4, most: 2 });
  for (const [index, { ids, at }] of rows.entries()) {
    const positions = at.map((position): [number, number] => [0, position]);
    expect(answers[index]).toEqual(await model.propose({ contexts: tokenMatrix([ids]), positions, k: 3 }));
  }
  expect(await askMaskedModel(model, [], { k: 3, batchSize: 2 })).toEqual([]);
});

test('after a batch that fails no more than the next is sent', async () => {
  const { model, seen } = watch(2);
  await expect(askMaskedModel(model, rows, { k: 3, batchSize: 1 })).rejects.toThrow('failed');
  expect(seen.calls).toBeLessThanOrEqual(3);
});
