import { prepareReplacer } from '../driver/checked-replacer.ts';
import { eligibleBefore, type Run } from '../driver/run.ts';
import type { Grouping } from '../units/read-units.ts';
import { initialState } from '../recursion/recursion.ts';

/** A run about the same question with other units, which pays from the same budget. */
export async function nextLevel(run: Run, grouping: Grouping): Promise<Run> {
  const { options, context, targets, settings, signal } = run;
  const { units } = grouping;
  const replacer = await prepareReplacer(options.replacer, { backend: options.backend, context, units, signal });
  return {
    ...run,
    ...{ grouping, units, replacer },
    eligible: targets.map(({ position }) => eligibleBefore(position, units, replacer.eligible)),
    recursion: initialState({ probes: settings.probes, targets: targets.length, units: replacer.units }, settings.seed),
    rows: [],
    fits: new Map(),
    step: 0,
    kept: targets.map(() => null),
    declared: null,
  };
}
