import type { Strength } from '@reagent/report/view';

/** `for-3` … `against-1`; empty where there is no mark. */
export function markClass(strength: Strength): string {
  if (strength === 0) return '';
  return `${strength > 0 ? 'for' : 'against'}-${Math.abs(strength)}`;
}
