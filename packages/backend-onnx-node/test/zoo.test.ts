import { readFileSync } from 'node:fs';
import { tokenMatrix } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { createOnnxNodeBackend, createOnnxNodeMaskedModel } from '../src/index.ts';

const fixtures = new URL('../fixtures/', import.meta.url);

interface CausalGolden {
  readonly text: string;
  readonly ids: readonly number[];
  readonly targets: readonly number[];
  readonly logprobs: readonly number[];
  readonly ranks: readonly number[];
  readonly top5: readonly number[];
}
interface MaskedGolden {
  readonly text: string;
  readonly ids: readonly number[];
  readonly masks: readonly {
    readonly position: number;
    readonly top5: readonly number[];
    readonly logprobs: readonly number[];
  }[];
}
const pytorch = JSON.parse(readFileSync(new URL('pytorch.json', fixtures), 'utf8')) as Record<string, unknown>;

/** Float32 logits of another engine: 1.8e-6 was the largest difference seen. */
const digits = 5;

describe.each(['gpt2', 'gpt2-v2', 'llama-nltk', 'llama-genai-prune'])('%s', (name) => {
  it('gives PyTorch’s numbers', async () => {
    const backend = await createOnnxNodeBackend({ model: new URL(`${name}/`, fixtures), dtype: 'fp32', threads: 1 });
    expect(backend.id).toMatch(new RegExp(`^${name}:fp32:[0-9a-f]{12}$`));
    expect(backend.supports).toMatchObject({ rowIndependence: 'bitwise', maxContext: 64 });
    for (const golden of pytorch[name] as readonly CausalGolden[]) {
      expect(backend.tokenizer.encode(golden.text).ids).toEqual(golden.ids);
      const { length } = golden.ids;
      const scores = await backend.score({
        contexts: tokenMatrix([golden.ids, golden.ids]),
        queries: [{ position: length, tokens: golden.targets }],
        want: { rank: true },
      });
      const twice = (values: readonly number[]): number[] => [...values, ...values];
      scores.logProbabilities.forEach((value, index) =>
        expect(value).toBeCloseTo(twice(golden.logprobs)[index]!, digits),
      );
      expect([...scores.ranks!]).toEqual(twice(golden.ranks));
      const predictions = await backend.predict({ context: golden.ids, k: 5 });
      expect(predictions.map(({ token }) => token)).toEqual(golden.top5);
    }
    await backend.dispose();
  });

  it('gives the numbers of every position as those after the cut row', async () => {
    const backend = await createOnnxNodeBackend({ model: new URL(`${name}/`, fixtures), dtype: 'fp32', threads: 1 });
    const [{ ids, targets }] = pytorch[name] as readonly [CausalGolden];
    const positions = [2, 1, ids.length, 5];
    const all = await backend.score({
      contexts: tokenMatrix([ids]),
      queries: positions.map((position, index) => ({ position, tokens: targets.slice(0, 1 + (index % 2)) })),
    });
    const one: number[] = [];
    for (const [index, position] of positions.entries()) {
      const contexts = tokenMatrix([ids.slice(0, position)]);
      const { logOdds } = await backend.score({
        contexts,
        queries: [{ position, tokens: targets.slice(0, 1 + (index % 2)) }],
      });
      one.push(...logOdds!);
    }
    expect(all.logOdds).toHaveLength(one.length);
    all.logOdds!.forEach((value, index) => expect(value).toBeCloseTo(one[index]!, digits));
    await backend.dispose();
  });
});

describe('a dynamically quantised file', () => {
  const model = new URL('gpt2/', fixtures);

  it('couples the rows of a batch as it was exported', async () => {
    for (const options of [{ quantization: 'as-exported' }, { graph: 'as-exported' }] as const) {
      const backend = await createOnnxNodeBackend({ model, dtype: 'q8', threads: 1, ...options });
      expect(backend.supports.rowIndependence).toBe('none');
      expect(backend.id).toMatch(/^gpt2:q8:[0-9a-f]{12}$/);
      expect(backend.provenance).toMatchObject({
        dtype: 'q8',
        file: 'onnx/model_quantized.onnx',
        rowIndependence: 'none',
        graph: { coupledBy: { DynamicQuantizeLinear: expect.any(Number) } },
      });
      await backend.dispose();
    }
  });

  it('does not with a scale per row, which the name tells', async () => {
    const backend = await createOnnxNodeBackend({ model, dtype: 'q8', threads: 1 });
    expect(backend.supports.rowIndependence).toBe('bitwise');
    expect(backend.id).toMatch(/^gpt2:q8:[0-9a-f]{12}:scale-per-row$/);
    expect(backend.provenance).toMatchObject({ rowIndependence: 'bitwise', graph: { runs: 'edited', coupledBy: {} } });
    await backend.dispose();
  });
});

describe('distilroberta', () => {
  it('proposes PyTorch’s tokens at the masks', async () => {
    const model = await createOnnxNodeMaskedModel({
      model: new URL('distilroberta/', fixtures),
      dtype: 'fp32',
      threads: 1,
    });
    expect(model).toMatchObject({ prefix: [0], suffix: [2], maskToken: 464, maxContext: 64 });
    for (const golden of pytorch['distilroberta'] as readonly MaskedGolden[]) {
      expect(model.tokenizer.encode(golden.text).ids).toEqual(golden.ids);
      const proposals = await model.propose({
        contexts: tokenMatrix([golden.ids]),
        positions: golden.masks.map(({ position }) => [0, position] as const),
        k: 5,
      });
      golden.masks.forEach((mask, index) => {
        expect([...proposals[index]!.tokens]).toEqual(mask.top5);
        proposals[index]!.logProbabilities.forEach((value, rank) =>
          expect(value).toBeCloseTo(mask.logprobs[rank]!, digits),
        );
      });
    }
    await model.dispose();
  });
});
