import { effectStrengths, strengths, type Strength } from '../strength.ts';
import type { AttributionView } from './attribution-view.ts';
import type { Quantity } from './quantity.ts';

/** [column][row] Marks on one scale for all targets: log-odds are one unit, and every column of importance sums to 1. */
export function heatStrengths({ columns, rows, emphasis }: AttributionView, quantity: Quantity): Strength[][] {
  const cells = columns.flatMap((column) => column.cells);
  const marks =
    quantity === 'effect'
      ? effectStrengths(
          cells.map(({ effect }) => effect),
          emphasis,
        )
      : strengths(
          cells.map(({ importance }) => importance),
          emphasis,
        );
  return columns.map((_, index) => marks.slice(index * rows.length, (index + 1) * rows.length));
}
