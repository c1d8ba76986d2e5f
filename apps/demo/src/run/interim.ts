import { unitPositions, type ResultUnit, type StartedEvent } from '@reagent/core';
import { attributionView, type AttributionView, type Viewed } from '@reagent/report/view';
import type { RunLook } from './run-state.ts';

/** The context with its numbers as they stand, as the views of a result show it. */
export function interimView(started: StartedEvent, { importance, effect }: RunLook): AttributionView {
  const { text, tokens, targets, settings } = started;
  const viewed: Viewed = { text, tokens, targets, settings, importance, effect, rationale: [] };
  return attributionView({ ...viewed, ...unitsOf(started) });
}

/** Told only where some of them hold several tokens, as in a result. */
function unitsOf({ text, tokens, units }: StartedEvent): { readonly units?: readonly ResultUnit[] } {
  const all = unitPositions(units);
  if (all.every((group) => group.length === 1)) return {};
  return {
    units: all.map((group) => {
      const [first, last] = [tokens[group[0] as number], tokens[group.at(-1) as number]];
      return { name: null, text: text.slice(first?.start ?? 0, last?.end ?? 0), tokens: group };
    }),
  };
}
