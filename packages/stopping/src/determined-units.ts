import type { EffectFit } from '@reagent/core';

/** The units about which something can be said, largest effect first; ties: the lower unit first. */
export function determinedUnits(fit: EffectFit, eligible: readonly number[]): number[] {
  return eligible
    .flatMap((unit) => {
      const effect = fit.effects[unit] ?? null;
      return effect === null ? [] : [{ unit, estimate: effect.estimate }];
    })
    .sort((a, b) => b.estimate - a.estimate || a.unit - b.unit)
    .map(({ unit }) => unit);
}
