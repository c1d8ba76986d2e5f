import type { AttributionResult } from '@reagent/core';

const words: ReadonlySet<unknown> = new Set(['word', 'sentence', 'line', 'paragraph']);

/** What the run replaced as one, in a word. */
export function unitWord({ units, settings }: Pick<AttributionResult, 'units' | 'settings'>): string {
  if (units === undefined) return 'token';
  const { unit } = settings;
  return typeof unit === 'string' && words.has(unit) && units.every(({ name }) => name === null) ? unit : 'part';
}
