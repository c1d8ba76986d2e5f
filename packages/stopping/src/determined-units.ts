import type { EffectFit } from '@reagent/core';

/** The units about which something can be said, largest effect first; ties: the lower unit first. */
export function determinedUnits(fit: EffectFit, eligible: readonly number[]): number[] {
  return eligible
    .flatMap((unit) => {
      const estimate = fit.estimates[unit] ?? null;
      return estimate === null ? [] : [{ unit, estimate }];
    })
    .sort((a, b) => b.estimate - a.estimate || a.unit - b.unit)
    .map(({ unit }) => unit);
}
