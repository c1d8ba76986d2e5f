import { attribute, type StoppingCriterion } from '@reagent/core';
import { effectSeparated } from '@reagent/stopping';
import { readItems } from './items.ts';
import { requestOf } from './methods.ts';
import { openTiny } from './pairs.ts';
import { largest, longRunReference, sampleLongRun } from './reference.ts';
import { markdownTable } from './statistics.ts';
import { subjectOf } from './subject.ts';

const candidates = [1.96, 2.4, 2.8, 3.2, 3.6, 4];
const limit = 200;

interface Declared {
  readonly units: readonly number[];
  readonly evaluations: number;
}

/**
 * How often `effectSeparated` stops a run, when, and how often the set that it declares is not the set of a long-run
 * reference: for several z, each watched on the same runs.
 */
export async function separation(options: { items: number; seeds: number; referenceRows: number }): Promise<string> {
  const pair = await openTiny();
  const tallies = new Map(candidates.map((z) => [z, { runs: 0, stops: 0, wrong: 0, evaluations: 0 }]));
  for (const item of readItems('attribution', options.items)) {
    const subject = await subjectOf(item, pair.backend, pair.replacer);
    const longRun = { rows: options.referenceRows, evaluations: 100, seed: 70_000 };
    const reference = longRunReference(subject, await sampleLongRun(subject, longRun), longRun.evaluations);
    for (let seed = 1; seed <= options.seeds; seed++) {
      const declared = new Map<number, Declared>();
      const request = requestOf(subject, { ...pair, seed });
      await attribute({ ...request, stopping: watcher(declared), limits: { evaluations: limit } });
      for (const [z, tally] of tallies) {
        const set = declared.get(z);
        tally.runs += 1;
        tally.evaluations += set?.evaluations ?? limit;
        if (set === undefined) continue;
        tally.stops += 1;
        const truth = new Set(largest(reference.beta, set.units.length));
        if (!set.units.every((unit) => truth.has(unit))) tally.wrong += 1;
      }
    }
  }
  await pair.dispose();
  return [
    `${options.items} items, ${options.seeds} seeds, limit ${limit}, reference of ${options.referenceRows} rows.`,
    '',
    markdownTable(
      ['z', 'mean evaluations', 'stopped', 'wrong sets', 'one wrong in'],
      [...tallies].map(([z, { runs, stops, wrong, evaluations }]) => [
        `${z}`,
        (evaluations / runs).toFixed(0),
        `${((100 * stops) / runs).toFixed(1)} %`,
        `${wrong} of ${stops}`,
        wrong === 0 ? '–' : `${Math.round(stops / wrong)}`,
      ]),
    ),
  ].join('\n');
}

/** Never stops a run, and notes for each z when the criterion would have, and with which set. */
function watcher(declared: Map<number, Declared>): StoppingCriterion {
  const criteria = candidates.map((z) => ({ z, criterion: effectSeparated({ z }) }));
  return {
    id: 'watcher',
    options: {},
    scope: 'run',
    due: (progress) => criteria[0]?.criterion.due?.(progress) ?? true,
    check(state) {
      for (const { z, criterion } of criteria) {
        if (declared.has(z)) continue;
        const verdict = criterion.check(state);
        if ('met' in verdict && verdict.met === true) {
          declared.set(z, { units: verdict.rationale?.[0] ?? [], evaluations: state.evaluations });
        }
      }
      return { met: false };
    },
  };
}
