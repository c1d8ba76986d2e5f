import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachPosition } from './each-position.ts';
import type { Rows } from '../feeds.ts';
import type { Session } from './session.ts';

/** A session whose logits tell the tokens that they stand after: [sum of the ids so far, number of them]. */
function toldSession(lastOnly: boolean, runs: Rows[] = []): Session {
  return {
    async run(rows, keep) {
      runs.push(rows);
      const kept = lastOnly ? 1 : rows.length > 4 ? keep : rows.length; // some graphs give more than what is asked for
      const values: number[] = [];
      for (let row = 0; row < rows.rows; row++) {
        for (let column = rows.length - kept; column < rows.length; column++) {
          const seen = rows.ids.slice(row * rows.length, row * rows.length + column + 1);
          values.push(
            seen.reduce((sum, id) => sum + id, 0),
            seen.length,
          );
        }
      }
      return { kept, width: 2, values: Float32Array.from(values) };
    },
    release: async () => undefined,
  };
}

const request = fc
  .record({ rows: fc.integer({ min: 1, max: 5 }), length: fc.integer({ min: 1, max: 8 }) })
  .chain(({ rows, length }) =>
    fc.record({
      rows: fc.constant(rows),
      length: fc.constant(length),
      ids: fc
        .array(fc.nat(50), { minLength: rows * length, maxLength: rows * length })
        .map((ids) => Int32Array.from(ids)),
      positions: fc.uniqueArray(fc.nat(length - 1)).map((positions) => positions.sort((a, b) => a - b)),
      rowsPerRun: fc.constantFrom(1, 2, 100),
    }),
  );

it.each([false, true])(
  'shows the logits of each row at each position once (last position only: %s)',
  async (lastOnly) => {
    await fc.assert(
      fc.asyncProperty(request, async ({ positions, rowsPerRun, ...rows }) => {
        const seen = new Map<string, readonly number[]>();
        let visits = 0;
        const visit = (row: number, position: number, logits: Float32Array): void => {
          visits++;
          seen.set(`${row} ${position}`, [...logits]);
        };
        await eachPosition(toldSession(lastOnly), rows, positions, visit, { width: 2, rowsPerRun });
        expect(visits).toBe(rows.rows * positions.length);
        for (let row = 0; row < rows.rows; row++) {
          for (const position of positions) {
            const before = rows.ids.slice(row * rows.length, row * rows.length + position + 1);
            const sum = before.reduce((total, id) => total + id, 0);
            expect(seen.get(`${row} ${position}`)).toEqual([sum, position + 1]);
          }
        }
      }),
    );
  },
);

it('cuts a batch whose logits would not fit', async () => {
  const runs: Rows[] = [];
  const rows = { rows: 10, length: 4, ids: new Int32Array(40) };
  // 4 positions of 2^22 logits are 64 MB a row: four rows fit in 256 MB
  await eachPosition(toldSession(false, runs), rows, [3], () => undefined, { width: 2 ** 22 });
  expect(runs.map((run) => run.rows)).toEqual([4, 4, 2]);
});

it('runs once for all positions where the graph gives as many as it is asked for', async () => {
  const runs: Rows[] = [];
  const rows = { rows: 2, length: 9, ids: new Int32Array(18) };
  await eachPosition(toldSession(false, runs), rows, [3, 5, 8], () => undefined, { width: 2 });
  expect(runs).toHaveLength(1);
});
