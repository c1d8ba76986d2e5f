import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import type { RemoteBackend } from '@reagent/backend-remote';
import { attribute, primary, tokenMatrix, type Backend } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { testBackend } from '@reagent/testing';
import { createTokenizer } from '@reagent/tokenizer';
import { describe, expect, it } from 'vitest';
import { smollm2 as model, smollm2Tokenizer } from './smollm2-tokenizer.ts';

const text = 'The capital of France is';

export interface RealServerTests {
  /** Called in tests only: the server is started before them. */
  readonly create: () => Promise<RemoteBackend>;
  /** With the server's own tokenizer. */
  readonly createWithoutFiles: () => Promise<RemoteBackend>;
  /** Largest differences of log-probabilities from those of the local model in float32. */
  readonly most: { readonly mean: number; readonly single: number };
  /** Is given the differences that are found. */
  readonly tell?: (line: string) => void;
}

/** What a backend on a real server with SmolLM2 has to show. */
export function testRealServer({ create, createWithoutFiles, most, tell }: RealServerTests): void {
  testBackend({ describe, it, title: 'keeps the laws of a backend', create });

  async function withBoth(
    open: () => Promise<RemoteBackend>,
    use: (remote: RemoteBackend, local: Backend) => Promise<void>,
  ): Promise<void> {
    const remote = await open();
    const local = await createOnnxNodeBackend({ model, dtype: 'fp32', batchSize: 4 });
    try {
      await use(remote, local);
    } finally {
      await Promise.all([remote.dispose(), local.dispose()]);
    }
  }

  it('tells the log-probabilities of the local model, of parts of characters too', () =>
    withBoth(create, async (remote, local) => {
      const ids = createTokenizer(smollm2Tokenizer()).encode(`${text} known for its museums and its long`).ids;
      const contexts = tokenMatrix([504, 1114, 28, 7042].map((id) => ids.with(2, id)));
      // Likely, unlikely, the end token, and 162 and 230: bytes that are no characters.
      const queries = [260, 1114, 5087, 30966, 2, 162, 230].map((token) => ({
        position: ids.length,
        tokens: [token],
      }));
      const [theirs, ours] = [await remote.score({ contexts, queries }), await local.score({ contexts, queries })];
      const differences = [...theirs.logProbabilities].map((value, index) =>
        Math.abs(value - ours.logProbabilities[index]!),
      );
      const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
      const largest = Math.max(...differences);
      tell?.(`log-probabilities differ from float32 by ${mean} on average, ${largest} at most`);
      expect(mean).toBeLessThan(most.mean);
      expect(largest).toBeLessThan(most.single);
    }));

  it('is explained as the local model is', () =>
    withBoth(createWithoutFiles, async (remote, local) => {
      const options = { replacer: createRandomReplacer(), stopping: null, text, limits: { evaluations: 60 } };
      const [theirs, ours] = [
        await attribute({ ...options, backend: remote }),
        await attribute({ ...options, backend: local }),
      ];
      const strongest = (result: typeof ours) => {
        const effects = primary(result).effect.map((effect) => effect?.estimate ?? 0);
        return result.tokens[effects.indexOf(Math.max(...effects))]!.text;
      };
      expect(theirs.targets[0]!.text).toBe(' Paris');
      expect(strongest(theirs)).toBe(strongest(ours));
      expect(theirs.cost.evaluations).toBe(60);
    }));
}
