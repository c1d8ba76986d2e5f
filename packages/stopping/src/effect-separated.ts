import type { EffectFit, StoppingCriterion } from '@reagent/core';
import { determinedUnits } from './determined-units.ts';
import { invalidOption, nonNegative, onlyKnown, shown, wholeNumber } from './option-checks.ts';
import { isLarger, separationZ } from './separation.ts';

export interface EffectSeparatedOptions {
  /** Standard errors that lie between the n-th and the next effect. Default {@link separationZ}. */
  readonly z?: number;
  /** Sizes of the set, tried in this order. Default [1, 2, 3]. */
  readonly n?: readonly number[];
  /** Of several targets, the share that must have their set, above 0 and at most 1. Default .5. */
  readonly share?: number;
}

const id = 'effectSeparated';
/** The study looked after the sweep and at 50, 75, 100, … evaluations: looking more often errs more often. */
const firstLook = 50;
const lookEvery = 25;
/** Below, 95 % intervals do not cover 95 % (study). */
const leastKappa = 0.8;

/**
 * Ends the run when some n largest effects stand apart: the n-th is above zero with its whole interval, and above the
 * next by z standard errors of the difference. The n units are the rationale. If several n would do, the first of the
 * list is declared: with [1, 2, 3] the smallest set that is told apart, with [3, 2, 1] the largest. Costs no evaluation.
 * Of several targets, as those of an answer, half must have their set: then an answer ends about where one of its tokens
 * would, while for all of them there would often be no end. The others' rationale is empty. Units about which nothing can be said (never changed) are passed over; a
 * context of one unit has nothing to be told apart from and ends by its limits.
 * @throws ReagentError `INVALID_OPTION`
 */
export function effectSeparated(options: EffectSeparatedOptions = {}): StoppingCriterion {
  onlyKnown(id, options, ['z', 'n', 'share']);
  const z = nonNegative(id, 'z', options.z ?? separationZ);
  const sizes: unknown = options.n ?? [1, 2, 3];
  if (!Array.isArray(sizes) || sizes.length === 0) {
    throw invalidOption(id, `n must be a list of whole numbers, but is ${shown(sizes)}`);
  }
  const share = shareOf(options.share ?? 0.5);
  const n = sizes.map((size: unknown) => wholeNumber(id, 'each of n', size, 1));
  return {
    id,
    options: { z, n, ...(options.share === undefined ? {} : { share }) },
    scope: 'run',
    due: ({ step, evaluations, evaluationsBefore }) => step === 0 || looks(evaluations) > looks(evaluationsBefore),
    check({ targets, effect }) {
      const wanted = Math.ceil(share * targets.length);
      const rationale: (readonly number[])[] = [];
      let found = 0;
      for (const [target, { eligible }] of targets.entries()) {
        const units = separatedUnits(effect(target), eligible, n, z);
        if (units !== null) found += 1;
        rationale.push(units ?? []);
        if (found + targets.length - rationale.length < wanted) return { met: false }; // fits are not free
      }
      return targets.length > 0 ? { met: true, rationale } : { met: false };
    },
  };
}

function shareOf(share: unknown): number {
  if (typeof share === 'number' && share > 0 && share <= 1) return share;
  throw invalidOption(id, `share must be above 0 and at most 1, but is ${shown(share)}`);
}

/** How often the run is looked at in so many evaluations. */
function looks(evaluations: number): number {
  return evaluations < firstLook ? 0 : Math.floor((evaluations - firstLook) / lookEvery) + 1;
}

/** The set that stands apart, ascending; null if none does. */
function separatedUnits(
  fit: EffectFit,
  eligible: readonly number[],
  sizes: readonly number[],
  z: number,
): readonly number[] | null {
  if (fit.summary.withheld !== null || !(fit.summary.kappa >= leastKappa)) return null;
  const ordered = determinedUnits(fit, eligible);
  const size = sizes.find((n) => {
    const [last, next] = [ordered[n - 1], ordered[n]];
    if (last === undefined || next === undefined) return false;
    const low = fit.effect(last)?.low ?? null;
    return low !== null && low > 0 && isLarger(fit, last, next, z);
  });
  return size === undefined ? null : ordered.slice(0, size).sort((a, b) => a - b);
}
