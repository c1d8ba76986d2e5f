import type { ScoreTask } from '../../protocol.ts';
import type { Rows } from '../feeds.ts';

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

/** Numbers over the vocabulary that a run may hold at a time: 512 MB of float64. */
const largestRun = 2 ** 26;
/** For each asked row and token of the vocabulary: the logits and what their sums are made of, as measured. */
const perAskedRow = 4;

/**
 * Cuts asked rows, in their order, into parts that are answered in a run each. `perToken`: whether the graph compares
 * every asked token with the whole vocabulary.
 */
export function inParts<Asked extends { readonly tokens: ArrayLike<number> }>(
  asked: readonly Asked[],
  vocabulary: number,
  perToken: boolean,
): readonly (readonly Asked[])[] {
  const parts: Asked[][] = [];
  let part: Asked[] = [];
  let widest = 0;
  for (const one of asked) {
    const wider = perToken ? Math.max(widest, one.tokens.length) : 0;
    const fits = (part.length + 1) * (perAskedRow + wider) * vocabulary <= largestRun;
    if (part.length > 0 && !fits) {
      parts.push(part);
      part = [];
    }
    widest = part.length === 0 ? (perToken ? one.tokens.length : 0) : wider;
    part.push(one);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** The rows from one to another, without the latter. */
export function rowsBetween({ length, ids }: Rows, from: number, to: number): Rows {
  return { rows: to - from, length, ids: ids.subarray(from * length, to * length) };
}
