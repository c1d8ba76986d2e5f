import {
  ReagentError,
  throwIfAborted,
  tokenMatrix,
  type AbortSignalLike,
  type MaskedModel,
  type Proposals,
} from '@reagent/core';
import type { MaskedRow } from './masked-row.ts';

export interface AskOptions {
  /** How many proposals for each hidden position. */
  readonly k: number;
  /** Most rows in one call of the model. */
  readonly batchSize: number;
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * [row][hidden position] the model's proposals. Rows go in batches of one length, each sent while the model is at the one
 * before. The signal is looked at before each.
 * @throws ReagentError `PLUGIN_BROKE_RULE` if the model gives another number of answers than asked for
 */
export async function askMaskedModel(
  model: MaskedModel,
  rows: readonly MaskedRow[],
  options: AskOptions,
): Promise<readonly (readonly Proposals[])[]> {
  const answers = new Array<readonly Proposals[]>(rows.length);
  const all = batches(rows, options.batchSize);
  const begin = (batch: readonly number[] = []): Promise<readonly (readonly Proposals[])[]> => {
    const answer = askBatch(
      model,
      batch.map((index) => rows[index] as MaskedRow),
      options,
    );
    answer.catch(() => undefined); // told when its turn comes
    return answer;
  };
  let next = begin(all[0]);
  for (const [index, batch] of all.entries()) {
    const current = next;
    next = begin(all[index + 1]);
    const proposals = await current;
    batch.forEach((row, at) => (answers[row] = proposals[at] as readonly Proposals[]));
  }
  return answers;
}

/** [row][hidden position] */
async function askBatch(
  model: MaskedModel,
  rows: readonly MaskedRow[],
  { k, signal }: AskOptions,
): Promise<readonly (readonly Proposals[])[]> {
  if (rows.length === 0) return [];
  throwIfAborted(signal);
  const positions = rows.flatMap(({ at }, row) => at.map((position): [number, number] => [row, position]));
  const contexts = tokenMatrix(rows.map(({ ids }) => ids));
  const proposals = await model.propose({ contexts, positions, k, ...(signal === undefined ? {} : { signal }) });
  if (proposals.length !== positions.length) {
    throw new ReagentError(
      'PLUGIN_BROKE_RULE',
      `masked model "${model.id}" gave ${proposals.length} answers for ${positions.length} positions`,
      { plugin: model.id },
    );
  }
  let from = 0;
  return rows.map(({ at }) => proposals.slice(from, (from += at.length)));
}

/** Indices of rows: of one length each, at most `size`, in order. */
function batches(rows: readonly MaskedRow[], size: number): number[][] {
  const byLength = new Map<number, number[]>();
  rows.forEach(({ ids }, index) => {
    const sameLength = byLength.get(ids.length);
    if (sameLength === undefined) byLength.set(ids.length, [index]);
    else sameLength.push(index);
  });
  return [...byLength.values()].flatMap((indices) =>
    Array.from({ length: Math.ceil(indices.length / size) }, (_, batch) =>
      indices.slice(batch * size, (batch + 1) * size),
    ),
  );
}
