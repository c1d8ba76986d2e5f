import { visibleToken } from '@reagent/report';
import type { ReplayCall } from './calls.ts';
import { exitCodes } from './exit-codes.ts';
import { readRecording } from './read-recording.ts';
import type { Surroundings } from './surroundings.ts';

/** Computes a recording again and prints each quantity's largest difference, the largest of all on the last line. */
export async function runReplay({ file, tolerance }: ReplayCall, { stdout }: Surroundings): Promise<number> {
  const { replay } = await import('@reagent/testing/replay'); // only who replays loads it
  const { name, comparisons } = replay(await readRecording(file));
  const rows = comparisons.map((comparison) => {
    const allowed = tolerance ?? comparison.tolerance;
    return { ...comparison, allowed, ok: comparison.largestDifference <= allowed };
  });
  const largest = Math.max(...rows.map(({ largestDifference }) => largestDifference));
  const ok = rows.every((row) => row.ok);
  const lines = [
    `${visibleToken(name)}: ${ok ? 'agrees' : 'DIFFERS'}`,
    ...rows.map((row) => `  ${row.ok ? ' ' : '!'} ${row.quantity}: ${row.largestDifference} (allowed: ${row.allowed})`),
    `largest difference: ${largest}`,
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return ok ? exitCodes.result : exitCodes.failed;
}
