import type { AttributionResult } from '@reagent/core';
import { counted } from './numbers.ts';

/** Of a server that tells only its best tokens: how many evaluations tell less than the rest. */
export function boundsNotes({ effectFit }: AttributionResult, target: number): string[] {
  const { rows = 0, bounds = 0 } = effectFit[target] ?? {};
  if (bounds === 0) return [];
  return [`In ${bounds} of ${counted(rows, 'evaluation')} the probability is known only as an upper bound.`];
}
