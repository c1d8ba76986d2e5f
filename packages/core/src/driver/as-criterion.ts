import type { StoppingCriterion, StoppingFunction } from '../interfaces/stopping-criterion.ts';

/** A bare function as a criterion of scope `run`, named after itself. */
export function asCriterion(stopping: StoppingCriterion | StoppingFunction): StoppingCriterion {
  if (typeof stopping !== 'function') return stopping;
  return {
    id: stopping.name === '' ? 'function' : stopping.name,
    options: {},
    scope: 'run',
    check(state) {
      const outcome = stopping(state);
      return typeof outcome === 'boolean' ? { met: outcome } : outcome;
    },
  };
}
