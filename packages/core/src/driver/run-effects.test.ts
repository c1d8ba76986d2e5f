import { expect, test } from 'vitest';
import { attribute, defineReplacer, type Effect, type StoppingCriterion } from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

/** Looks at every second step, and is met at the sixth; `looked` sees what it looks at. */
function looking(looked: (effects: readonly (readonly (Effect | null)[])[]) => void): StoppingCriterion {
  return {
    ...{ id: 'looking', options: {}, scope: 'run' },
    due: ({ step }) => step % 2 === 0,
    check({ step, targets, effect }) {
      looked(targets.map((_, target) => effect(target).effects));
      return { met: step === 6 };
    },
  };
}

const options = { backend: createToyBackend(), replacer: uniform, answer: 3 };
/** Of so many units that a run has few rows for each. */
const long = Array.from({ length: 30 }, (_, index) => index + 1);

const known = (effects: readonly (Effect | null)[]) => effects.filter((effect) => effect !== null);

test('a result tells the effects that its criterion saw, to the bit those of the same rows without one', async () => {
  const looks: (readonly (readonly (Effect | null)[])[])[] = [];
  const stopping = looking((effects) => void looks.push(effects));
  const result = await attribute({ ...options, text: long, stopping });
  expect(looks).toHaveLength(4);
  expect(result.effect.map(known)).toEqual(looks.at(-1)?.map(known));
  const unseen = await attribute({ ...options, text: long, stopping: null, limits: { steps: 6 } });
  expect(unseen.cost.evaluations).toBe(result.cost.evaluations);
  expect(unseen.effect).toEqual(result.effect);
});

test('of many rows for each unit, whether a criterion has looked says nothing either', async () => {
  const text = 'The capital of France is';
  const result = await attribute({ ...options, text, stopping: looking(() => undefined) });
  const unseen = await attribute({ ...options, text, stopping: null, limits: { steps: 6 } });
  expect(unseen.effectFit[0]!.rows).toBeGreaterThan(3 * text.split(' ').length);
  expect(unseen.effect).toEqual(result.effect);
});
