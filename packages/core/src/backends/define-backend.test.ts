import { describe, expect, it } from 'vitest';
import { attribute, defineBackend, defineReplacer, primary, tokenMatrix, type Backend } from '../index.ts';
import { createToyBackend, testBackend, toyLogits, toyModel } from '../../../testing/src/index.ts';

const { tokenizer } = createToyBackend();
const toy = (): Backend => defineBackend('mine', (ids) => toyLogits(toyModel, ids), { tokenizer, maxContext: 512 });

testBackend({ describe, it, title: 'from a function', create: toy });
testBackend({
  ...{ describe, it, title: 'from a function that takes its time' },
  create: () =>
    defineBackend('slow', async (ids) => Array.from(toyLogits(toyModel, ids)), { tokenizer, maxContext: 64 }),
});

describe('defineBackend', () => {
  it('gives the numbers of another backend with the same logits', async () => {
    const contexts = tokenMatrix([
      [3, 1, 2, 4],
      [5, 1, 2, 4],
    ]);
    const request = { contexts, queries: [{ position: 4, tokens: [1, 7] }], topK: 2, want: { rank: true } };
    const [own, other] = [await toy().score(request), await createToyBackend().score(request)];
    expect(own.ranks).toEqual(other.ranks);
    expect(own.withinTopK).toEqual(other.withinTopK);
    own.logOdds!.forEach((odds, index) => expect(odds).toBeCloseTo(other.logOdds![index]!, 12));
  });

  it('is explained like any other', async () => {
    const replacer = defineReplacer(
      'uniform',
      ({ candidates, random }) => candidates[random.integer(candidates.length)],
    );
    const result = await attribute({ backend: toy(), replacer, stopping: null, text: 'The capital of France is' });
    expect(primary(result).target.text).toBe('Paris');
  });

  it.each([[[1, 2]], [Array<number>(tokenizer.vocabularySize).fill(NaN)]])('refuses other logits', async (logits) => {
    const backend = defineBackend('odd', () => logits, { tokenizer });
    await expect(backend.predict({ context: [1], k: 1 })).rejects.toMatchObject({
      ...{ code: 'PLUGIN_BROKE_RULE', plugin: 'odd' },
    });
  });
});
