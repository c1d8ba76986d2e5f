/**
 * Claims a lock among all pages of the site; the browser gives it back when the page is no more.
 * @param milliseconds how long it waits for who has it
 * @returns what gives it back; null: another has it
 */
export function claimLock(name: string, milliseconds: number): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const options = milliseconds === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(milliseconds) };
    navigator.locks
      .request(name, options, (lock) => {
        if (lock === null) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'TimeoutError') resolve(null);
        else reject(error as Error);
      });
  });
}
