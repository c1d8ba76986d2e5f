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
 * [row][hidden position] the model's proposals. Rows go in batches of one length. The signal is looked at before each.
 * @throws ReagentError `PLUGIN_BROKE_RULE` if the model gives another number of answers than asked for
 */
export async function askMaskedModel(
  model: MaskedModel,
  rows: readonly MaskedRow[],
  options: AskOptions,
): Promise<readonly (readonly Proposals[])[]> {
  const answers = new Array<readonly Proposals[]>(rows.length);
  for (const batch of batches(rows, options.batchSize)) {
    throwIfAborted(options.signal);
    const chosen = batch.map((index) => rows[index] as MaskedRow);
    const positions = chosen.flatMap(({ at }, row) => at.map((position): [number, number] => [row, position]));
    const proposals = await model.propose({
      contexts: tokenMatrix(chosen.map(({ ids }) => ids)),
      positions,
      k: options.k,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (proposals.length !== positions.length) {
      throw new ReagentError(
        'PLUGIN_BROKE_RULE',
        `masked model "${model.id}" gave ${proposals.length} answers for ${positions.length} positions`,
        { plugin: model.id },
      );
    }
    let from = 0;
    batch.forEach((index, row) => {
      answers[index] = proposals.slice(from, (from += (chosen[row] as MaskedRow).at.length));
    });
  }
  return answers;
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
