import type { StoppingCriterion, StoppingState } from '@reagent/core';
import { determinedUnits } from './determined-units.ts';
import { onlyKnown, wholeNumber } from './option-checks.ts';

export interface StableTopNOptions {
  /** Size of the set. */
  readonly n: number;
  /** Rows of the fit over which the set must have been the same: now, half-way and at the window's start. Default 50. */
  readonly window?: number;
}

const id = 'stableTopN';
/** Half the evaluations of a short run (the study's tables have 100): a choice, not a measurement. */
const defaultWindow = 50;

/**
 * Ends the run when the set of the n largest effects is the same now as at earlier points of the run, which are fitted
 * again from their rows: no memory is kept. A rule of thumb for rankings: it says that more rows have changed nothing,
 * not that the set is right (that is `effectSeparated`). The set is the rationale. Costs no evaluation.
 * @throws ReagentError `INVALID_OPTION`
 */
export function stableTopN(options: StableTopNOptions): StoppingCriterion {
  onlyKnown(id, options, ['n', 'window']);
  const n = wholeNumber(id, 'n', options.n, 1);
  const window = wholeNumber(id, 'window', options.window ?? defaultWindow, 1);
  return {
    id,
    options: { n, window },
    scope: 'run',
    check(state) {
      const earlier = [...new Set([state.rows - window, state.rows - Math.floor(window / 2)])];
      if (state.rows <= window || state.targets.length === 0) return { met: false };
      const rationale: (readonly number[])[] = [];
      for (const target of state.targets.keys()) {
        const now = topSet(state, target, state.rows, n);
        if (now === null) return { met: false };
        if (!earlier.every((rows) => isSame(now, topSet(state, target, rows, n)))) return { met: false };
        rationale.push(now);
      }
      return { met: true, rationale };
    },
  };
}

/** The n largest effects, ascending; null while fewer (of as many as there are) can be told. */
function topSet(state: StoppingState, target: number, rows: number, n: number): readonly number[] | null {
  const eligible = state.targets[target]?.eligible ?? [];
  const ordered = determinedUnits(state.effect(target, rows), eligible);
  if (ordered.length === 0 || ordered.length < Math.min(n, eligible.length)) return null;
  return ordered.slice(0, n).sort((a, b) => a - b);
}

function isSame(a: readonly number[], b: readonly number[] | null): boolean {
  return b !== null && a.length === b.length && a.every((unit, index) => unit === b[index]);
}
