import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tokenMatrix } from '@reagent/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTinyModels, type TinyModels } from './create-tiny-models.ts';

interface Best {
  readonly tokens: readonly number[];
  readonly logProbabilities: readonly number[];
}
interface Reference {
  readonly sha256: Readonly<Record<string, string>>;
  readonly causal: readonly (Best & { readonly text: string; readonly ids: readonly number[] })[];
  readonly masked: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly masks: readonly (Best & { readonly position: number })[];
  }[];
}

const home = new URL('../', import.meta.url);
const reference = JSON.parse(readFileSync(new URL('fixtures/reference.json', home), 'utf8')) as Reference;

/** Float32 on another version of the engine and another processor. */
const tolerance = 1e-4;

let models: TinyModels;
beforeAll(async () => {
  models = await createTinyModels();
});
afterAll(() => models.dispose());

it('has a reference for the files that are shipped', () => {
  // If not: python tools/train-tiny/write_reference.py
  for (const [name, sha256] of Object.entries(reference.sha256)) {
    const file = readFileSync(new URL(`models/${name}/onnx/model.onnx`, home));
    expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
    expect(file.length).toBeLessThanOrEqual(8e6);
  }
});

describe('the causal language model', () => {
  it('says " Paris" after "The capital of France is"', async () => {
    const { tokenizer } = models.backend;
    const [first] = await models.backend.predict({ context: tokenizer.encode('The capital of France is').ids, k: 1 });
    expect(tokenizer.decode([first!.token])).toBe(' Paris');
  });

  it.each(reference.causal)(
    'gives the reference’s numbers after $text',
    async ({ text, ids, tokens, logProbabilities }) => {
      const { backend } = models;
      expect(backend.tokenizer.encode(text).ids).toEqual(ids);
      const predictions = await backend.predict({ context: ids, k: tokens.length });
      expect(predictions.map(({ token }) => token)).toEqual(tokens);
      const queries = [{ position: ids.length, tokens }];
      const scores = await backend.score({ contexts: tokenMatrix([ids]), queries });
      logProbabilities.forEach((value, index) => {
        expect(Math.abs(predictions[index]!.logProbability - value)).toBeLessThan(tolerance);
        expect(Math.abs(scores.logProbabilities[index]! - value)).toBeLessThan(tolerance);
      });
    },
  );

  it('gives a row in a batch the bits that it has alone', () => {
    expect(models.backend.supports.rowIndependence).toBe('bitwise');
  });
});

describe('the masked language model', () => {
  it.each(reference.masked)('proposes the reference’s tokens in $text', async ({ text, ids, masks }) => {
    const { maskedModel } = models;
    expect(maskedModel.tokenizer.encode(text).ids).toEqual(ids);
    const positions = masks.map(({ position }) => [0, position] as const);
    const proposals = await maskedModel.propose({ contexts: tokenMatrix([ids]), positions, k: 5 });
    masks.forEach(({ tokens, logProbabilities }, place) => {
      expect([...proposals[place]!.tokens]).toEqual(tokens);
      proposals[place]!.logProbabilities.forEach((value, index) => {
        expect(Math.abs(value - logProbabilities[index]!)).toBeLessThan(tolerance);
      });
    });
  });

  it('shares the causal model’s vocabulary', () => {
    const { backend, maskedModel } = models;
    expect(maskedModel.tokenizer.vocabularySize).toBe(backend.tokenizer.vocabularySize);
    for (let id = 0; id < backend.tokenizer.vocabularySize; id++) {
      expect(maskedModel.tokenizer.decode([id])).toBe(backend.tokenizer.decode([id]));
    }
    expect(maskedModel).toMatchObject({ prefix: [0], suffix: [2], maskToken: 4, maxContext: 256 });
  });
});

describe('createTinyModels', () => {
  it('refuses options out of range', async () => {
    await expect(createTinyModels({ threads: 0 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('gives the same bits on one thread and on two', async () => {
    const two = await createTinyModels({ threads: 2 });
    const request = {
      contexts: tokenMatrix(reference.causal.map(({ ids }) => ids.slice(0, 6))),
      queries: [{ position: 6, tokens: [265, 1550] }],
    };
    expect(await two.backend.score(request)).toEqual(await models.backend.score(request));
    await two.dispose();
    await two.dispose();
    await expect(two.backend.score(request)).rejects.toMatchObject({ code: 'DISPOSED' });
    const masked = two.maskedModel.propose({ contexts: request.contexts, positions: [], k: 1 });
    await expect(masked).rejects.toMatchObject({ code: 'DISPOSED' });
  });
});
