import type { Effect } from '@reagent/core';
import { decimalsFor, signed } from '../numbers.ts';
import { mayBeNothing, type Strength } from '../strength.ts';
import type { ViewCell } from './attribution-view.ts';
import type { Quantity } from './quantity.ts';

/** The number of a cell, short: `+10.3`, `50.0 %`, `–` where nothing can be said. */
export function cellNumber(cell: ViewCell, quantity: Quantity, decimals = 1): string {
  if (quantity === 'importance') return `${(100 * cell.importance).toFixed(1)} %`;
  return cell.effect === null ? '–' : signed(cell.effect.estimate, decimals);
}

/** `[+8.1, +12.5]`; empty where there is no interval. */
export function intervalWords({ low, high }: Effect, decimals = 1): string {
  return low === null || high === null ? '' : `[${signed(low, decimals)}, ${signed(high, decimals)}]`;
}

/** Both numbers of a cell in words, as they are read out and shown on hover. */
export function cellWords(cell: ViewCell): string {
  return `${effectWords(cell.effect)}; importance ${cellNumber(cell, 'importance')}${cell.inRationale ? '; stands out' : ''}`;
}

function effectWords(effect: Effect | null): string {
  if (effect === null) return 'no effect can be given';
  const decimals = decimalsFor(Math.abs(effect.estimate));
  const interval = intervalWords(effect, decimals);
  const words = `effect ${signed(effect.estimate, decimals)} log-odds`;
  if (interval === '') return words;
  return `${words}, 95 % interval ${interval}${mayBeNothing(effect) ? ', may be none' : ''}`;
}

/** `strongly for`, `weakly against`; empty for no mark. */
export function strengthWords(strength: Strength, quantity: Quantity): string {
  const degree = ['', 'weakly', 'clearly', 'strongly'][Math.abs(strength)] ?? '';
  if (degree === '') return '';
  if (quantity === 'importance') return `${degree} important`;
  return `${degree} ${strength > 0 ? 'for' : 'against'}`;
}

/** Decimals that suit all effects of a view. */
export function effectDecimals(cells: readonly ViewCell[]): number {
  return decimalsFor(Math.max(0, ...cells.map(({ effect }) => Math.abs(effect?.estimate ?? 0))));
}
