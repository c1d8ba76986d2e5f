import type { Effect } from '@reagent/core';
import { largest } from './reference.ts';

/** How many of some positions have an interval, and how many of those hold the reference's value. */
export interface Covered {
  readonly covered: number;
  readonly known: number;
}

export interface Coverage {
  readonly all: Covered;
  /** The reference's top three. */
  readonly trueTop: Covered;
  /** The run's own top three. */
  readonly estimatedTop: Covered;
}

/**
 * @param effects [unit] of a run
 * @param beta [unit] of the long-run reference
 */
export function coverageOf(effects: readonly (Effect | null)[], beta: readonly number[]): Coverage {
  const of = (units: readonly number[]): Covered => {
    const hits = units.flatMap((unit) => {
      const { low = null, high = null } = effects[unit] ?? {};
      const value = beta[unit] as number;
      return low === null || high === null ? [] : [low <= value && value <= high];
    });
    return { covered: hits.filter(Boolean).length, known: hits.length };
  };
  const estimates = effects.map((effect) => effect?.estimate ?? -Infinity);
  return {
    all: of(effects.map((_, unit) => unit)),
    trueTop: of(largest(beta, 3)),
    estimatedTop: of(largest(estimates, 3)),
  };
}

/** Several runs as one. */
export function pooled(runs: readonly Coverage[]): Coverage {
  const of = (key: keyof Coverage): Covered => ({
    covered: runs.reduce((sum, run) => sum + run[key].covered, 0),
    known: runs.reduce((sum, run) => sum + run[key].known, 0),
  });
  return { all: of('all'), trueTop: of('trueTop'), estimatedTop: of('estimatedTop') };
}
