import type { Strength } from '../strength.ts';
import type { AttributionView } from './attribution-view.ts';
import type { Quantity } from './quantity.ts';

/** Marks of one sign and what they mean. */
export interface LegendEntry {
  /** Strong, clear, weak: their words are the view's. */
  readonly strengths: readonly Exclude<Strength, 0>[];
  readonly words: string;
}

/**
 * What the marks mean, in plain words; only those that are there.
 * @param target its place among the columns; null: of all columns
 */
export function legendEntries(
  { columns, distance }: AttributionView,
  target: number | null,
  show: Quantity,
): LegendEntry[] {
  const shown = target === null ? columns : columns.slice(target, target + 1);
  const marks = shown.flatMap(({ cells }) => cells.map(({ strength }) => strength[show]));
  const name = target === null ? 'the token at the head of the column' : (shown[0]?.label ?? '');
  const importantFor = distance === null ? name : 'the whole prediction';
  const positive = show === 'effect' ? `speaks for ${name}` : `important for ${importantFor}`;
  return [
    ...(marks.some((mark) => mark > 0) ? [{ strengths: [3, 2, 1], words: positive } as const] : []),
    ...(marks.some((mark) => mark < 0) ? [{ strengths: [-3, -2, -1], words: 'speaks against it' } as const] : []),
  ];
}
