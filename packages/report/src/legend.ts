import { mark } from './palette.ts';
import type { AttributionView } from './view/attribution-view.ts';
import { legendEntries } from './view/legend-entries.ts';
import type { Quantity } from './view/quantity.ts';

/** What the marks of a target mean, in one line; only those that are there. */
export function legend(view: AttributionView, target: number, show: Quantity): string {
  const entries = legendEntries(view, target, show).map(
    ({ strengths, words }) => `${strengths.map(mark).join(' ')} ${words}`,
  );
  return entries.length === 0 ? 'no token stands out' : `${entries.join(' · ')} (strong, clear, weak)`;
}
