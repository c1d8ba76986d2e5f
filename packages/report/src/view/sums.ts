export function sumOfImportance(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0);
}
