import type { Run } from '../driver/run.ts';
import { effectOf } from '../driver/run-effects.ts';
import type { Effect } from '../interfaces/result.ts';

/** Of the largest effect of any level; smaller ones are not marked in reports either. */
const leastShare = 0.1;
/** For one target: as many as the default criterion declares at most. */
const mostOpened = 3;

/**
 * The units that are worth a closer look: what the criterion declared, and whose effect is other than none with its
 * whole interval, the largest first; next to the largest effects, none that is too small to matter.
 * @param largest [target] size of the largest effect of the levels before
 */
export function openedUnits(run: Run, largest: readonly number[]): readonly number[] {
  const opened = run.targets.flatMap((_, target) => {
    const { effects } = effectOf(run, target);
    const least = leastShare * Math.max(largest[target] ?? 0, largestEffect(effects));
    const matters = (unit: number): boolean => Math.abs(effects[unit]?.estimate ?? 0) >= least;
    const clear = effects
      .flatMap((effect, unit) => {
        const isClear = effect !== null && ((effect.low ?? 0) > 0 || (effect.high ?? 0) < 0);
        return isClear ? [{ unit, size: Math.abs(effect.estimate) }] : [];
      })
      .sort((a, b) => b.size - a.size || a.unit - b.unit)
      .map(({ unit }) => unit);
    return [...new Set([...(run.declared?.[target] ?? []), ...clear])].filter(matters).slice(0, mostOpened);
  });
  return [...new Set(opened)].sort((a, b) => a - b);
}

/** Size of the largest. */
export function largestEffect(effects: readonly (Effect | null)[]): number {
  return Math.max(0, ...effects.map((effect) => Math.abs(effect?.estimate ?? 0)));
}
