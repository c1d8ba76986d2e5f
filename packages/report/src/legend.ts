import { mark } from './palette.ts';
import type { Strength } from './strength.ts';
import type { ViewColumn } from './view/attribution-view.ts';
import type { Quantity } from './view/quantity.ts';

/** What the marks of a target mean; only those that are there. Importance has no sign: it says that a token matters, not which way. */
export function legend(column: ViewColumn | undefined, show: Quantity): string {
  if (column === undefined) return '';
  const marks = column.cells.map(({ strength }) => strength[show]);
  const entries = [
    ...(marks.some((strength) => strength > 0)
      ? [`${sample([3, 2, 1])} ${show === 'effect' ? 'speaks for' : 'important for'} ${column.label}`]
      : []),
    ...(marks.some((strength) => strength < 0) ? [`${sample([-3, -2, -1])} speaks against it`] : []),
  ];
  return entries.length === 0 ? 'no token stands out' : `${entries.join(' · ')} (strong, clear, weak)`;
}

function sample(strengths: readonly Strength[]): string {
  return strengths.map(mark).join(' ');
}
