/** Share of the units that may be replaced; 1 where there are none. */
export function shareOf(replaceable: Uint8Array): number {
  return replaceable.length === 0 ? 1 : replaceable.reduce((sum, one) => sum + one, 0) / replaceable.length;
}
