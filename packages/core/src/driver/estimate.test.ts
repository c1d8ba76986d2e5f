import { expect, test } from 'vitest';
import {
  attribute,
  defineReplacer,
  estimate,
  topUnits,
  type AttributeOptions,
  type StoppingCriterion,
} from '../index.ts';
import { createToyBackend, type ToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

/** Never met: the run goes to its limit. */
const never: StoppingCriterion = {
  id: 'never',
  options: {},
  scope: 'probe',
  check: ({ probes, eligible }) => ({
    tests: probes.map(({ importance }, entry) => ({ entry, keep: topUnits(importance, 1, eligible), topK: 1 })),
    decide: () => ({ met: false }),
  }),
};

function optionsWith(options: Partial<AttributeOptions>, backend: ToyBackend = createToyBackend()): AttributeOptions {
  return { backend, replacer: uniform, text: 'The capital of France is', stopping: null, ...options };
}

// With every unit replaced in every step no mask is empty, so that the bound is what it costs.
test.each<[string, Partial<AttributeOptions>, string]>([
  ['the limit of a preset', {}, 'evaluations'],
  ['a limit of evaluations', { limits: { evaluations: 33 } }, 'evaluations'],
  ['steps', { limits: { evaluations: null, steps: 7 }, replacingRatio: 1 }, 'steps'],
  [
    'steps with stop tests',
    { preset: 'referenceCode', stopping: never, replacingRatio: 1, limits: { steps: 6 } },
    'steps',
  ],
  [
    'an answer with stop tests',
    { preset: 'inseq', stopping: never, answer: 3, replacingRatio: 1, limits: { steps: 2 } },
    'steps',
  ],
])('%s: as many evaluations as the run takes', async (_name, options, endedBy) => {
  const told = await estimate(optionsWith(options));
  const result = await attribute(optionsWith(options));
  expect(told.evaluations).toBe(result.cost.evaluations);
  expect([told.endedBy, result.endedBy]).toEqual([endedBy, endedBy]);
});

test('from coarse to fine there is one budget for all levels', async () => {
  expect(await estimate(optionsWith({ unit: 'auto' }))).toMatchObject({ evaluations: 300, endedBy: 'evaluations' });
});

test('it costs the unreplaced context and one small batch', async () => {
  const backend = createToyBackend();
  const told = await estimate(optionsWith({}, backend));
  expect(told.measured.evaluations).toBe(8);
  const scored = backend.calls.filter(({ method }) => method === 'score');
  expect(scored).toHaveLength(2);
});

test('seconds are told for all evaluations, and a limit of seconds cuts both', async () => {
  const backend = createToyBackend({ delay: 20 });
  const told = await estimate(optionsWith({ limits: { evaluations: 1000 } }, backend));
  const { startSeconds, secondsPerEvaluation } = told.measured;
  expect(secondsPerEvaluation).toBeGreaterThan(0);
  expect(told.seconds).toBeCloseTo(startSeconds + 999 * secondsPerEvaluation, 9);
  const cut = await estimate(optionsWith({ limits: { evaluations: 1e9, seconds: 2 } }, backend));
  expect(cut).toMatchObject({ endedBy: 'seconds', seconds: expect.closeTo(2, 9) });
  expect(cut.evaluations).toBeLessThan(1e9);
});

test('without a limit nothing can be told, and where nothing may be replaced it is one evaluation', async () => {
  const none = { evaluations: null, steps: null };
  expect(await estimate(optionsWith({ limits: none, stopping: never }))).toMatchObject({
    ...{ evaluations: null, seconds: null, endedBy: null },
  });
  const special = createToyBackend().tokenizer.specialTokens.values().next().value!;
  expect(await estimate(optionsWith({ text: [special] }))).toMatchObject({
    ...{ evaluations: 1, endedBy: 'nothing-to-replace', measured: { evaluations: 0 } },
  });
});

test('the journal is left alone', async () => {
  const journal = { lines: () => [], append: () => expect.unreachable() };
  expect((await estimate(optionsWith({ journal }))).evaluations).toBe(200);
});
