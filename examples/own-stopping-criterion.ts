import { attribute, type StoppingCriterion } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { anyOf, effectSeparated } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

/** Ends the run when each effect is known to within so many log-odds. */
function preciseWithin(halfWidth: number): StoppingCriterion {
  return {
    id: 'preciseWithin',
    options: { halfWidth },
    scope: 'run',
    due: ({ step }) => step > 0 && step % 5 === 0, // looking costs a fit: every fifth step will do
    check: ({ targets, effect }) => ({
      met: targets.every(({ eligible }, target) => {
        const { effects } = effect(target);
        return eligible.every((unit) => {
          const { low, high } = effects[unit] ?? { low: null, high: null };
          return low !== null && high !== null && high - low <= 2 * halfWidth;
        });
      }),
    }),
  };
}

const result = await attribute({
  backend: createToyBackend(),
  replacer: createRandomReplacer(),
  text: 'The capital of France is',
  stopping: anyOf(effectSeparated(), preciseWithin(1)),
});
console.log(`ended by: ${result.endedBy}, after ${result.cost.evaluations} evaluations`);
