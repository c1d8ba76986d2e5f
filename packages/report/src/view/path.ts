import type { AttributionView } from './attribution-view.ts';
import { sumOfImportance } from './sums.ts';

/** The importance as it stood after a step: one point of the recursion's path. */
export interface PathPoint {
  readonly step: number;
  readonly evaluations: number;
  /** [target][token] */
  readonly importance: readonly (readonly number[])[];
}

/** The importance of one unit over the steps. */
export interface PathLine {
  /** Place in the view's rows. */
  readonly row: number;
  readonly label: string;
  /** [point] 0 … 1 */
  readonly values: readonly number[];
}

/** The lines of the units that end highest, highest first. */
export function pathLines(
  { rows }: Pick<AttributionView, 'rows'>,
  path: readonly PathPoint[],
  target: number,
  most: number,
): PathLine[] {
  const lines = rows.map(({ tokens, label }, row) => ({
    row,
    label,
    values: path.map(({ importance }) =>
      sumOfImportance(tokens.map((position) => importance[target]?.[position] ?? 0)),
    ),
  }));
  return lines
    .filter(({ values }) => values.some((value) => value > 0))
    .sort((a, b) => (b.values.at(-1) ?? 0) - (a.values.at(-1) ?? 0))
    .slice(0, most);
}
