import type { AttributionResult, Distance } from '@reagent/core';

const names: Readonly<Record<Distance, string>> = {
  hellinger: 'Hellinger distance',
  'total-variation': 'total variation distance',
};

/** The distance between distributions that the importance adds up; null where it adds up the target's probability. */
export function distanceName({ settings: { difference } }: Pick<AttributionResult, 'settings'>): string | null {
  const known = typeof difference === 'string' && Object.hasOwn(names, difference);
  return known ? names[difference as Distance] : null;
}
