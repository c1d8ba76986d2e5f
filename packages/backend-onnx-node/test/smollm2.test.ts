import { existsSync, readFileSync } from 'node:fs';
import { tokenMatrix, type LocalBackend } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { createOnnxNodeBackend, type Dtype } from '../src/index.ts';

const model = new URL('../../../models/SmolLM2-135M-Instruct/', import.meta.url);
const isBuilt = existsSync(new URL('build.json', model));

interface Golden {
  readonly prompt: string;
  readonly input_ids: readonly number[];
  readonly top5_ids: readonly number[];
  readonly top5_logprobs: readonly number[];
}
const { prompts } = JSON.parse(readFileSync(new URL('../fixtures/smollm2.json', import.meta.url), 'utf8')) as {
  readonly prompts: readonly Golden[];
};

/** Opens it, and closes it again: one model of this size at a time. */
async function withModel(dtype: Dtype, use: (backend: LocalBackend) => Promise<void>): Promise<void> {
  const backend = await createOnnxNodeBackend({ model, dtype, batchSize: 4 });
  try {
    await use(backend);
  } finally {
    await backend.dispose();
  }
}

describe.skipIf(!isBuilt)('SmolLM2-135M-Instruct, which npm run models:smollm2 builds', { timeout: 300_000 }, () => {
  it.each([
    ['fp32', 1e-4],
    ['fp16', 0.04],
  ] as const)('%s gives PyTorch’s log-probabilities to %f, and its order', (dtype, tolerance) =>
    withModel(dtype, async (backend) => {
      expect(backend.id).toMatch(new RegExp(`^SmolLM2-135M-Instruct:${dtype}:[0-9a-f]{12}$`));
      for (const golden of prompts) {
        const { ids } = backend.tokenizer.encode(golden.prompt);
        expect(ids).toEqual(golden.input_ids);
        const predictions = await backend.predict({ context: ids, k: 5 });
        expect(predictions.map(({ token }) => token)).toEqual(golden.top5_ids);
        const queries = [{ position: ids.length, tokens: golden.top5_ids }];
        const scores = await backend.score({ contexts: tokenMatrix([ids]), queries, want: { rank: true } });
        expect([...scores.ranks!]).toEqual([0, 1, 2, 3, 4]);
        golden.top5_logprobs.forEach((logProbability, index) => {
          expect(Math.abs(scores.logProbabilities[index]! - logProbability)).toBeLessThan(tolerance);
          expect(Math.abs(predictions[index]!.logProbability - logProbability)).toBeLessThan(tolerance);
        });
      }
    }),
  );

  // q8 has a scale for each row. int8 is an ordinary quantised file with one for the whole batch, which moves numbers by
  // whole units, and gets a scale for each row.
  it.each(['fp32', 'q8', 'int8'] as const)('edited, %s gives a context the same bits alone and in a batch', (dtype) =>
    withModel(dtype, async (backend) => {
      const length = 5;
      const contexts = prompts.slice(0, 4).map(({ input_ids }) => input_ids.slice(0, length));
      const queries = [{ position: length, tokens: [7042, 260, 216] }];
      const together = await backend.score({ contexts: tokenMatrix(contexts), queries });
      const alone: number[] = [];
      for (const context of contexts) {
        const { logProbabilities } = await backend.score({ contexts: tokenMatrix([context]), queries });
        alone.push(...logProbabilities);
      }
      expect([...together.logProbabilities]).toEqual(alone);
      expect(backend.supports.rowIndependence).toBe('bitwise');
      expect(backend.provenance).toMatchObject({
        graph: { runs: 'edited', scaledPerRow: dtype === 'int8' ? expect.any(Number) : 0, coupledBy: {} },
      });
    }),
  );
});
