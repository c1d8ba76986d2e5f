import { regroup, type AttributionResult, type JsonValue } from '@reagent/core';
import { tokenLabel } from './token-label.ts';

/**
 * The rationale in a sentence; none where the run claims none.
 * @param quoted how a token's name is written
 */
export function standOut(
  result: AttributionResult,
  target: number,
  quoted: (label: string) => string = (label) => label,
): string[] {
  // What was replaced as one is named as one.
  const shown = result.units === undefined ? result : regroup(result, 'token');
  const positions = shown.rationale[target] ?? [];
  if (positions.length === 0) return [];
  const names = positions.map((position) => quoted(tokenLabel(shown, position))).join(', ');
  return [`${claim(result.settings['stopping'])}: ${names}.`];
}

/** What a set of tokens means depends on the criterion that the run was to stop by. */
function claim(stopping: JsonValue | undefined): string {
  const { id, scope } = (stopping ?? {}) as { readonly id?: JsonValue; readonly scope?: JsonValue };
  if (id === 'effectSeparated') return 'Clearly apart from all others';
  return scope === 'run' ? 'The run settled on' : 'The probes agree on';
}
