import { expect, it } from 'vitest';
import { selfCheck } from './self-check.ts';
import type { ThreadModel } from './thread-model.ts';

type Checked = Pick<ThreadModel, 'distributions' | 'vocabulary' | 'graph'>;

/** A row's numbers are made of its ids; `noise` is added to the first of each in a batch of at least `from` rows. */
function coupledModel(noise: number, from: number, coupledBy: Readonly<Record<string, number>> = {}): Checked {
  return {
    vocabulary: 4,
    graph: { runs: 'as-exported', because: 'a test', coupledBy },
    async distributions({ rows, length, ids }) {
      return Float64Array.from({ length: rows * 4 }, (_, index) => {
        const row = Math.floor(index / 4);
        const value = -(ids[row * length + ((index % 4) % length)] as number);
        return value + (index % 4 === 0 && rows >= from ? noise : 0);
      });
    },
  };
}

it.each([
  ['bitwise', 0, 1],
  ['bitwise', 1, 33],
  ['tolerance', 1e-6, 2],
  ['tolerance', 1e-6, 32],
  ['none', 0.01, 2],
  ['none', 0.01, 32],
])('finds %s where a batch adds %d from %d rows on', async (rowIndependence, noise, from) => {
  const check = await selfCheck(coupledModel(noise, from), { maxContext: 64, batchSize: 32 });
  expect(check).toMatchObject({ rowIndependence, batches: [1, 2, 32] });
});

it('does not trust equal bits where the graph couples rows', async () => {
  const model = coupledModel(0, 1, { DynamicQuantizeLinear: 3 });
  const check = await selfCheck(model, { maxContext: 64, batchSize: 32 });
  expect(check).toMatchObject({ rowIndependence: 'none', largestDifference: 0 });
});
