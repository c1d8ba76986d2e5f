import type { Effect } from '@reagent/core';

/** How a token is marked: 1 weak, 2 clear, 3 strong; negative: against the target; 0: no mark. */
export type Strength = -3 | -2 | -1 | 0 | 1 | 2 | 3;

/** Shares of the largest value from which a token is strong, clear, weak: below, a mark would only distract. */
const strongFrom = 0.6;
const clearFrom = 0.3;
const weakFrom = 0.1;

/** [token] No mark where nothing can be said or where the interval holds 0. */
export function effectStrengths(effects: readonly (Effect | null)[]): Strength[] {
  return strengths(effects.map((effect) => (effect === null || mayBeNothing(effect) ? 0 : effect.estimate)));
}

/** [token] */
export function strengths(values: readonly number[]): Strength[] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.map((value) => strength(value, largest));
}

/** Whether the interval holds 0. */
export function mayBeNothing(effect: Effect): boolean {
  return effect.low !== null && effect.high !== null && effect.low <= 0 && effect.high >= 0;
}

function strength(value: number, largest: number): Strength {
  const share = largest === 0 ? 0 : Math.abs(value) / largest;
  if (share < weakFrom) return 0;
  const level = share >= strongFrom ? 3 : share >= clearFrom ? 2 : 1;
  return (value < 0 ? -level : level) as Strength;
}
