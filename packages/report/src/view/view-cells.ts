import type { Cell } from '../glyphs.ts';
import { quotedToken } from '../visible-token.ts';
import type { AttributionView } from './attribution-view.ts';
import type { Quantity } from './quantity.ts';

/**
 * The context of a target as cells, in the order of the text. What a chat template wrote is quiet. What stands for no text, such as a
 * start token, is shown only if it has a mark; what comes after the target is not shown.
 */
export function contextCells({ rows, pieces, columns }: AttributionView, column: number, show: Quantity): Cell[] {
  return pieces.flatMap(({ row, shown, endsLine }) => {
    const [unit, cell] = [rows[row], columns[column]?.cells[row]];
    const strength = cell?.strength[show] ?? 0;
    if (cell?.before !== true || (unit?.textless === true && strength === 0)) return [];
    return [{ text: shown, strength, style: unit?.template === true ? 'quiet' : 'token', endsLine } as const];
  });
}

/** `The capital of France is → " Paris" (p = 0.97, first choice)`, with the marks of its units. */
export function headlineCells(view: AttributionView, column: number, show: Quantity): Cell[] {
  const target = view.columns[column];
  if (target === undefined) return [];
  const { insteadOf, text } = target.target;
  return [
    ...contextCells(view, column, show),
    quiet(' → '),
    { text: quotedToken(text), strength: 0, style: 'target' },
    ...(insteadOf === null ? [] : [quiet(` rather than ${quotedToken(insteadOf.text)}`)]),
    { ...quiet(` (${target.words})`), whole: true },
  ];
}

function quiet(text: string): Cell {
  return { text, strength: 0, style: 'quiet' };
}
