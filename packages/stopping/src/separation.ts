import type { EffectFit } from '@reagent/core';
import { invalidOption, nonNegative } from './option-checks.ts';

/**
 * Two effects count as different when their difference is above so many of its standard errors. Not 1.96: a run looks
 * several times, and picks the pair by its size. Chosen so that at most 1 declared set in 200 is wrong: 0 of 827 were
 * (95 % bound: 1 in 276), and 3 of 928 with 1.96; `npm run study -- separation`, docs/evaluation.md.
 */
export const separationZ = 2.8;

/** What the test needs of an `EffectFit`. */
export type SeparationFit = Pick<EffectFit, 'beta' | 'covariance'>;

/**
 * Whether unit `a` has a larger effect than unit `b` beyond chance: β(a) − β(b) > z · √(V_aa + V_bb − 2 V_ab). The
 * covariance matters: intervals may overlap though the difference is sure.
 */
export function isLarger(fit: SeparationFit, a: number, b: number, z: number = separationZ): boolean {
  const difference = at(fit.beta, a) - at(fit.beta, b);
  const variance = fit.covariance(a, a) + fit.covariance(b, b) - 2 * fit.covariance(a, b);
  // Rounding may leave a variance of zero slightly below it.
  return difference > z * Math.sqrt(Math.max(0, variance));
}

/**
 * Whether the effects of two units differ beyond chance; false: "not separable", their order may be chance.
 * @throws ReagentError `INVALID_OPTION` if z is no number of 0 or more, or a unit is not of the fit
 */
export function separable(fit: SeparationFit, a: number, b: number, z: number = separationZ): boolean {
  nonNegative('separable', 'z', z);
  for (const unit of [a, b]) {
    if (fit.beta[unit] === undefined) throw invalidOption('separable', `there is no unit ${unit}`);
  }
  return isLarger(fit, a, b, z) || isLarger(fit, b, a, z);
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? NaN; // a missing value makes every comparison false
}
