import { median } from 'simple-statistics';

/** What is timed, and what must be done before without being timed. */
export interface Variant {
  readonly before?: () => unknown;
  readonly run: () => Promise<unknown>;
}

export interface Alternation {
  /** Measured rounds. */
  readonly repeats: number;
  /** Rounds before, which do not count. Default 1. */
  readonly warmUps?: number;
}

/**
 * Runs variants in turn, A B A B …, so that whatever else the machine does falls on all of them, and gives the median
 * seconds of each. (An own loop, because tinybench and mitata run all rounds of one task before the next one's.)
 */
export async function alternate<Name extends string>(
  variants: Readonly<Record<Name, Variant>>,
  { repeats, warmUps = 1 }: Alternation,
): Promise<Record<Name, number>> {
  const entries = Object.entries<Variant>(variants);
  const seconds = new Map(entries.map(([name]) => [name, [] as number[]]));
  for (let round = -warmUps; round < repeats; round++) {
    for (const [name, { before, run }] of entries) {
      await before?.();
      const taken = await secondsOf(run);
      if (round >= 0) seconds.get(name)?.push(taken);
    }
  }
  const medians = [...seconds].map(([name, values]) => [name, median(values)]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

export async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}
