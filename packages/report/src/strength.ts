import type { Effect } from '@reagent/core';

/** How a token is marked: 1 weak, 2 clear, 3 strong; negative: against the target; 0: no mark. */
export type Strength = -3 | -2 | -1 | 0 | 1 | 2 | 3;

/** Shares of the largest value from which a token is strong, clear, weak: below, a mark would only distract. */
const strongFrom = 0.6;
const clearFrom = 0.3;
const weakFrom = 0.1;

/** [token] No mark where nothing can be said or where the interval holds 0. @param emphasis as in {@link strengths} */
export function effectStrengths(effects: readonly (Effect | null)[], emphasis = 0): Strength[] {
  const values = effects.map((effect) => (effect === null || mayBeNothing(effect) ? 0 : effect.estimate));
  return strengths(values, emphasis);
}

/**
 * [token]
 * @param emphasis 0: as in every view; above, weaker values are marked too, and stronger; below, only the strongest are.
 *   The order of the marks is that of the values whatever it is, and the largest is always strong.
 */
export function strengths(values: readonly number[], emphasis = 0): Strength[] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.map((value) => strength(value, largest, 2 ** -emphasis));
}

/** Whether the interval holds 0. */
export function mayBeNothing(effect: Effect): boolean {
  return effect.low !== null && effect.high !== null && effect.low <= 0 && effect.high >= 0;
}

function strength(value: number, largest: number, power: number): Strength {
  const share = largest === 0 ? 0 : (Math.abs(value) / largest) ** power;
  if (share < weakFrom) return 0;
  const level = share >= strongFrom ? 3 : share >= clearFrom ? 2 : 1;
  return (value < 0 ? -level : level) as Strength;
}
