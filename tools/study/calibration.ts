import { openBench } from './bench.ts';
import { readItems } from './items.ts';
import { largest, longRunReference } from './reference.ts';
import { run, unprotected } from './methods.ts';
import { estimateOf, markdownTable, shown } from './statistics.ts';
import type { Effect } from '@reagent/core';

const seeds = [1, 2, 3];
const budgets = [60, 100, 200];

/** How often the 95 % intervals cover a long-run reference of the same design. */
export async function calibration(options: { items: number; referenceRows: number }): Promise<string> {
  const bench = await openBench();
  const rows: string[][] = [];
  for (const evaluations of budgets) {
    const covered: Covered[] = [];
    for await (const subject of bench.subjects(readItems('attribution', options.items))) {
      const reference = await longRunReference(subject, { rows: options.referenceRows, evaluations, seed: 60_000 });
      const truth = largest(reference.beta, 3);
      const runs: Covered[] = [];
      for (const seed of seeds) {
        const result = await run(subject, { ...bench, evaluations, seed }, {});
        runs.push(coverage(unprotected(result, result.effect[0] ?? []), reference.beta, truth));
      }
      covered.push(meanOf(runs));
    }
    const column = (key: keyof Covered) => shown(estimateOf(covered.map((one) => one[key])));
    rows.push([
      `${evaluations}`,
      column('all'),
      column('trueTop'),
      column('largest'),
      column('estimatedTop'),
      column('half'),
    ]);
  }
  await bench.dispose();
  return [
    `${options.items} items, ${seeds.length} seeds, reference of ${options.referenceRows} rows; (standard error over items, in thousandths).`,
    '',
    markdownTable(
      ['E', 'all positions', 'true top three', 'largest', 'estimated top three', 'half-width of the top three'],
      rows,
    ),
  ].join('\n');
}

interface Covered {
  readonly all: number | null;
  readonly trueTop: number | null;
  readonly largest: number | null;
  readonly estimatedTop: number | null;
  readonly half: number | null;
}

function coverage(effects: readonly (Effect | null)[], beta: readonly number[], truth: readonly number[]): Covered {
  const share = (units: readonly number[]) => {
    const known = units.flatMap((unit) => {
      const effect = effects[unit];
      if (!effect || effect.low === null || effect.high === null) return [];
      return [Number(effect.low <= (beta[unit] as number) && (beta[unit] as number) <= effect.high)];
    });
    return average(known);
  };
  const estimated = largest(
    effects.map((effect) => effect?.estimate ?? -Infinity),
    3,
  );
  const halves = estimated.flatMap((unit) => {
    const effect = effects[unit];
    return effect?.high == null || effect.low === null ? [] : [(effect.high - effect.low) / 2];
  });
  return {
    all: share(effects.map((_, unit) => unit)),
    trueTop: share(truth),
    largest: share(truth.slice(0, 1)),
    estimatedTop: share(estimated),
    half: average(halves),
  };
}

function meanOf(runs: readonly Covered[]): Covered {
  const of = (key: keyof Covered) => average(runs.flatMap((run) => run[key] ?? []));
  return {
    all: of('all'),
    trueTop: of('trueTop'),
    largest: of('largest'),
    estimatedTop: of('estimatedTop'),
    half: of('half'),
  };
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
