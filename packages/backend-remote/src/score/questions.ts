import { row, type ScoreRequest } from '@reagent/core';

/** One query of one row: which tokens, after which context. */
export interface Question {
  readonly context: readonly number[];
  readonly tokens: readonly number[];
  /** Row of the request. */
  readonly row: number;
}

/** Rows in order, of a row all its queries or the one that it names. Copies: nobody can change them under way. */
export function questionsOf({ contexts, queries, queryIndex }: ScoreRequest): readonly Question[] {
  return Array.from({ length: contexts.rows }, (_, index) => {
    const own = queryIndex === undefined ? queries : queries.slice(queryIndex[index]).slice(0, 1);
    const ids = Array.from(row(contexts, index));
    return own.map(({ position, tokens }) => ({ context: ids.slice(0, position), tokens: [...tokens], row: index }));
  }).flat();
}
