import type { ScoreTask } from '../protocol.ts';

/** What one asked row of the graph is asked. */
export interface AskedRow {
  readonly row: number;
  /** Where the logits stand: 0-based. */
  readonly position: number;
  readonly tokens: Int32Array;
}

/** In the order that `Scores` promises. */
export function askedRows({ rows, queries, queryIndex }: ScoreTask): readonly AskedRow[] {
  return Array.from({ length: rows }, (_, row) => {
    const own = queryIndex === null ? queries : queries.filter((__, index) => index === queryIndex[row]);
    return own.map(({ position, tokens }) => ({ row, position: position - 1, tokens }));
  }).flat();
}
