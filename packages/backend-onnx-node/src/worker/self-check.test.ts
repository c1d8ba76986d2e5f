import { expect, it } from 'vitest';
import { selfCheck } from './self-check.ts';
import type { Session } from './session.ts';

/** Logits of a row are its ids; `noise` is added to the first of each in a batch of at least `from` rows. */
function coupledSession(noise: number, from: number): Session {
  return {
    async run(rows) {
      const values = Float32Array.from({ length: rows.rows * 4 }, (_, index) => {
        const row = Math.floor(index / 4);
        const logit = (rows.ids[row * rows.length + ((index % 4) % rows.length)] as number) % 3;
        return logit + (index % 4 === 0 && rows.rows >= from ? noise : 0);
      });
      return { kept: 1, width: 4, values };
    },
    release: async () => undefined,
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
  const check = await selfCheck(coupledSession(noise, from), { width: 4, maxContext: 64, batchSize: 32 });
  expect(check).toMatchObject({ rowIndependence, batches: [1, 2, 32] });
});
