import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ScoreTask } from '../../protocol.ts';
import { askedRows, inParts } from './asked-rows.ts';

const rest = {
  kind: 'score',
  length: 9,
  ids: new Int32Array(18),
  topK: null,
  rank: false,
  distribution: false,
} as const;
const queries = [
  { position: 9, tokens: Int32Array.of(4, 5) },
  { position: 2, tokens: Int32Array.of(6) },
];
const task = (queryIndex: Int32Array | null): ScoreTask => {
  return { ...rest, rows: 2, queries, queryIndex, attentions: false, embeddingMask: null };
};

it('asks every row every query, in the order of rows, or its own query alone', () => {
  const [late, early] = queries.map(({ position, tokens }) => ({ position: position - 1, tokens }));
  expect(askedRows(task(null))).toEqual([
    { row: 0, ...late },
    { row: 0, ...early },
    { row: 1, ...late },
    { row: 1, ...early },
  ]);
  expect(askedRows(task(Int32Array.of(1, 0)))).toEqual([
    { row: 0, ...early },
    { row: 1, ...late },
  ]);
});

const asked = fc.array(fc.record({ tokens: fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }) }), { maxLength: 30 });

it('cuts nothing that fits, and cuts in order so that each part fits', () => {
  fc.assert(
    fc.property(asked, fc.boolean(), fc.integer({ min: 18, max: 25 }), (rows, perToken, bits) => {
      const parts = inParts(rows, 2 ** bits, perToken);
      expect(parts.flat()).toEqual(rows);
      for (const part of parts) {
        const widest = perToken ? Math.max(...part.map(({ tokens }) => tokens.length)) : 0;
        // One row must be asked, however large the vocabulary is.
        if (part.length > 1) expect(part.length * (4 + widest) * 2 ** bits).toBeLessThanOrEqual(2 ** 26);
      }
    }),
  );
  expect(inParts([{ tokens: [1] }, { tokens: [2] }], 50_000, true)).toHaveLength(1);
});
