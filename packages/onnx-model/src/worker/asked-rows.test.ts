import { expect, it } from 'vitest';
import type { ScoreTask } from '../protocol.ts';
import { askedRows } from './asked-rows.ts';

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
