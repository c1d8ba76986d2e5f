/** Longer waits are not waited for: the next try may fail instead. */
const longest = 60_000;

/** Milliseconds that a `Retry-After` header asks for: seconds, or a date. 0 where it asks for nothing. */
export function retryAfter(header: string | null, now: number = Date.now()): number {
  if (header === null) return 0;
  const wait = /^\s*\d+(\.\d+)?\s*$/u.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(longest, Math.max(0, wait)) : 0;
}
