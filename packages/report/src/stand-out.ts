import type { AttributionResult } from '@reagent/core';
import { quotedToken } from './visible-token.ts';

/** The rationale in a sentence; none where the run claims none. */
export function standOut(result: AttributionResult, target: number): string[] {
  const positions = result.rationale[target] ?? [];
  if (positions.length === 0) return [];
  const names = positions.map((position) => quotedToken(result.tokens[position]?.text ?? '')).join(', ');
  return [
    result.importanceOf === 'stopped-recursion'
      ? `The probes agree on: ${names}.`
      : `Clearly apart from all others: ${names}.`,
  ];
}
