import { ReagentError } from '../interfaces/errors.ts';
import type { Random } from '../recursion/random.ts';
import type { PreparedReplacer, PrepareRequest, ReplaceRequest } from '../interfaces/replacer.ts';
import { repeatRow, type TokenMatrix } from '../interfaces/token-matrix.ts';

/** A substitute for the token at a position of a row. */
export type Substitute = (position: number, random: Random, row: number) => number;

/** [row] the positions that the masks of a request name, ascending: the order in which draws are made. */
export function chosenPositions(
  id: string,
  context: PrepareRequest,
  replaceable: PreparedReplacer['replaceable'],
  request: ReplaceRequest,
): number[][] {
  const rows = request.random.length;
  const units = replaceable.length;
  if (request.masks.length !== rows * units) {
    throw new ReagentError(
      'INVALID_INPUT',
      `masks must hold ${rows} rows of ${units} units, one row for each random stream, but have ${request.masks.length} entries`,
      { plugin: id },
    );
  }
  return Array.from({ length: rows }, (_, row) => {
    const chosen: number[] = [];
    context.units.forEach((unit, position) => {
      if (unit < 0 || request.masks[row * units + unit] !== 1) return;
      if (replaceable[unit] !== 1) {
        throw new ReagentError('INVALID_INPUT', `unit ${unit} has no legal substitute and cannot be replaced`, {
          plugin: id,
        });
      }
      chosen.push(position);
    });
    return chosen;
  });
}

/** Rows equal to the context but for the chosen positions. */
export function replacedRows(
  context: PrepareRequest,
  chosen: readonly (readonly number[])[],
  random: readonly Random[],
  substitute: Substitute,
): TokenMatrix {
  const matrix = repeatRow(context.tokens, chosen.length);
  chosen.forEach((positions, row) => {
    const stream = random[row] as Random;
    for (const position of positions) {
      matrix.ids[row * matrix.length + position] = substitute(position, stream, row);
    }
  });
  return matrix;
}
