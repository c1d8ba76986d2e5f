import { row, type MaskedModel, type LocalTokenizer } from '@reagent/core';

/** Names that mask tokens go by. */
const masks = ['<mask>', '[MASK]'];

/**
 * Stands in for a masked model of which only the tokenizer is at hand. What it proposes is as good as chance, but is a
 * function of the row and the position alone: a walk through the vocabulary whose start and steps they choose.
 */
export function standIn(id: string, tokenizer: LocalTokenizer): MaskedModel {
  const maskToken = masks.map((name) => tokenizer.specialTokens.get(name)).find((found) => found !== undefined);
  if (maskToken === undefined) throw new Error(`${id} has no mask token`);
  const size = tokenizer.vocabularySize;
  return {
    id,
    tokenizer,
    maskToken,
    prefix: [],
    suffix: [],
    maxContext: 512,
    propose: ({ contexts, positions, k }) =>
      Promise.resolve(
        positions.map(([index, position]) => {
          const seed = row(contexts, index).reduce((sum, token) => (sum * 31 + token) % 65_521, position);
          const step = coprime(1 + (seed % 97), size);
          return {
            tokens: Int32Array.from({ length: k }, (_, at) => (seed + at * step) % size),
            logProbabilities: Float64Array.from({ length: k }, (_, at) => -1 - at / 16),
          };
        }),
      ),
    dispose: () => Promise.resolve(),
  };
}

/** The next number from `from` that shares no divisor with `size`, so that steps of it visit everything. */
function coprime(from: number, size: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = from;
  while (divisor(step, size) !== 1) step += 1;
  return step;
}
