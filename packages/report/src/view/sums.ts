import type { Effect } from '@reagent/core';

/**
 * The effect of several tokens as one: the sum of their effects. Where one of them is unknown the known ones are
 * added; null if none is known. The interval of a sum cannot be told from the intervals of its parts, so that only a
 * single token keeps its own.
 */
export function sumOfEffects(effects: readonly (Effect | null)[]): Effect | null {
  const known = effects.filter((effect) => effect !== null);
  if (effects.length === 1 || known.length === 0) return known[0] ?? null;
  return withoutInterval(known);
}

function withoutInterval(effects: readonly Effect[]): Effect {
  return { estimate: effects.reduce((sum, { estimate }) => sum + estimate, 0), low: null, high: null };
}

export function sumOfImportance(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0);
}
