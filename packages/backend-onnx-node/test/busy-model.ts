import type { Backend, Scores } from '@reagent/core';
import { repeatRow } from '@reagent/core';
import { tableGraph, writeModel } from './table-model.ts';

const size = 256;
const table = Array.from({ length: size }, (_, row) =>
  Array.from({ length: size }, (_, token) => (token === row ? 3 : 0)),
);

/** A model whose runs take long: 60 multiplications for each token. After a token it prefers the same token again. */
export function writeBusyModel(): string {
  return writeModel(tableGraph(table, { repeats: 60 }), size);
}

export const busyRows = repeatRow(new Int32Array(64).fill(7), 128);

/** A call that keeps the model busy; after token 7 it prefers token 7. */
export function askBusily(backend: Backend, signal?: AbortSignal): Promise<Scores> {
  const queries = [{ position: 64, tokens: [7] }];
  return backend.score({ contexts: busyRows, queries, ...(signal === undefined ? {} : { signal }) });
}
