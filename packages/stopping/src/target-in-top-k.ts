import {
  topUnits,
  type StoppingCriterion,
  type StoppingProbe,
  type StoppingTarget,
  type StopTest,
} from '@reagent/core';
import { invalidOption, onlyKnown, shown, wholeNumber } from './option-checks.ts';

export type TargetInTopKOptions = {
  /** The target must be among so many most probable tokens. */
  readonly k: number;
  /** Test after every so many steps. Default 1. */
  readonly every?: number;
} & (
  | {
      /** Share of the units that are kept, above 0 and at most 1, rounded up. Protected units do not count. */
      readonly keepRatio: number;
      readonly keepTopN?: never;
    }
  | {
      /** Number of units that are kept. */
      readonly keepTopN: number;
      readonly keepRatio?: never;
    }
);

const id = 'targetInTopK';

/**
 * The paper's stop test, for each probe and target: keep its n most important units, replace all others by a fresh draw, and see
 * whether the target is still among the model's k first choices. Costs one evaluation a
 * probe, target and test, all of them together in batches. Where there
 * are no more than n units nothing is replaced, and the test passes if the target is among the k in the context itself.
 * An update always comes before the first test.
 * @throws ReagentError `INVALID_OPTION`
 */
export function targetInTopK(options: TargetInTopKOptions): StoppingCriterion {
  onlyKnown(id, options, ['k', 'keepRatio', 'keepTopN', 'every']);
  const k = wholeNumber(id, 'k', options.k, 1);
  const every = wholeNumber(id, 'every', options.every ?? 1, 1);
  const kept = keptUnits(options);
  return {
    id,
    options: { ...options },
    scope: 'probe',
    due: ({ step }) => step > 0 && step % every === 0,
    check({ probes, targets }) {
      const test = ({ importance, target }: StoppingProbe, entry: number): StopTest => {
        const { eligible } = targets[target] as StoppingTarget;
        return { entry, keep: topUnits(importance, kept(eligible.length), eligible), topK: k };
      };
      return {
        tests: probes.map(test),
        decide: (answers) => ({ met: answers.map(({ withinTopK }) => withinTopK === true) }),
      };
    },
  };
}

function keptUnits({ keepRatio, keepTopN }: TargetInTopKOptions): (units: number) => number {
  if ((keepRatio === undefined) === (keepTopN === undefined)) {
    throw invalidOption(id, 'give either keepRatio or keepTopN');
  }
  if (keepTopN !== undefined) {
    const n = wholeNumber(id, 'keepTopN', keepTopN, 1);
    return () => n;
  }
  const ratio: unknown = keepRatio;
  if (typeof ratio !== 'number' || !(ratio > 0 && ratio <= 1)) {
    throw invalidOption(id, `keepRatio must be above 0 and at most 1, but is ${shown(ratio)}`);
  }
  return (units) => Math.ceil(ratio * units);
}
