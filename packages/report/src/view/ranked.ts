import type { AttributionView, ViewCell, ViewRow } from './attribution-view.ts';
import type { Quantity } from './quantity.ts';

/** A row of a view with its cell for one target. */
export interface RankedRow {
  /** Place in the view's rows. */
  readonly index: number;
  readonly row: ViewRow;
  readonly cell: ViewCell;
}

/** The rows that have a number for the target, largest first, whatever its sign; ties in the order of the text. */
export function ranked({ rows, columns }: AttributionView, column: number, quantity: Quantity): RankedRow[] {
  const cells = columns[column]?.cells ?? [];
  return rows
    .flatMap((row, index) => {
      const cell = cells[index];
      return cell !== undefined && known(cell, quantity) ? [{ index, row, cell }] : [];
    })
    .sort((a, b) => size(b.cell, quantity) - size(a.cell, quantity));
}

function known({ effect, importance }: ViewCell, quantity: Quantity): boolean {
  return quantity === 'effect' ? effect !== null : importance > 0;
}

function size({ effect, importance }: ViewCell, quantity: Quantity): number {
  return quantity === 'effect' ? Math.abs(effect?.estimate ?? 0) : importance;
}
