import type { Effect, EffectFitSummary } from './result.ts';

/** The effects of one target. */
export interface EffectFit {
  /** [unit] null where nothing can be said */
  readonly effects: readonly (Effect | null)[];
  /** How well they are determined. */
  readonly summary: EffectFitSummary;
  /** [unit] the raw fit, before division by κ. */
  readonly beta: readonly number[];
  /** [unit][unit] its HC3 covariance. */
  readonly covariance: readonly (readonly number[])[];
}
