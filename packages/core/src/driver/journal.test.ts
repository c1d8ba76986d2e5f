import { describe, expect, test } from 'vitest';
import {
  attribute,
  defineReplacer,
  fromProposals,
  topUnits,
  type AttributeOptions,
  type AttributionResult,
  type Backend,
  type Journal,
  type Replacer,
  type StoppingCriterion,
} from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const text = 'The capital of France is';

const keepTop: StoppingCriterion = {
  id: 'keepTop',
  options: {},
  scope: 'probe',
  check: ({ probes, eligible }) => ({
    tests: probes.map(({ importance }, entry) => ({ entry, keep: topUnits(importance, 2, eligible), topK: 1 })),
    decide: (answers) => ({ met: answers.map(({ withinTopK }) => withinTopK === true) }),
  }),
};

function journalOf(kept: readonly string[] = []): Journal & { readonly kept: string[] } {
  const lines = [...kept];
  return { kept: lines, lines: () => [...lines], append: (line) => void lines.push(line) };
}

function run(options: Partial<AttributeOptions>): Promise<AttributionResult> {
  return attribute({ backend: createToyBackend(), replacer: uniform, text, stopping: null, ...options });
}

function bytes(result: AttributionResult): string {
  const { execution, ...provenance } = result.provenance;
  expect(execution).toBeDefined();
  return JSON.stringify({ ...result, provenance, cost: { ...result.cost, seconds: 0 } });
}

/** Ends the process, as it were, at one call of the model; counts the contexts that are asked about. */
function dying(backend: Backend, at: number): { backend: Backend; asked: () => number } {
  let calls = 0;
  let asked = 0;
  const score: Backend['score'] = async (request) => {
    if (++calls === at) throw new Error('killed');
    asked += request.contexts.rows;
    return backend.score(request);
  };
  return { backend: { ...backend, score }, asked: () => asked };
}

const cases: readonly [string, Partial<AttributeOptions>, { readonly supports?: Partial<Backend['supports']> }][] = [
  ['the default preset', { limits: { evaluations: 60 } }, {}],
  ['stop tests', { preset: 'referenceCode', stopping: keepTop, replacingRatio: 0.5, limits: { steps: 12 } }, {}],
  ['a distance', { difference: 'hellinger', limits: { evaluations: 40 } }, {}],
  ['an answer', { answer: 3, preset: 'inseq', probes: 4, stopping: keepTop, limits: { steps: 6 } }, {}],
  ['an answer, a pass for each token', { answer: 3, limits: { evaluations: 60 } }, { supports: { queriesPerPass: 1 } }],
  ['an answer as one', { answer: 3, whole: true, limits: { evaluations: 40 } }, {}],
  ['a contrast', { insteadOf: 'Rome', limits: { evaluations: 40 } }, { supports: { tokensPerQuery: 1 } }],
  ['no logits', { limits: { evaluations: 40 } }, { supports: { logits: false } }],
  ['row by row', { limits: { evaluations: 20 } }, { supports: { rowIndependence: 'none' } }],
];

describe.each(cases)('%s', (_name, options, toy) => {
  const toyBackend = (): Backend => createToyBackend(toy);

  test('stopped at any call and gone on with, it gives the bytes of a run never stopped', async () => {
    const execution = { batchSize: 7 };
    const whole = journalOf();
    const never = dying(toyBackend(), Infinity);
    const expected = bytes(await run({ ...options, backend: never.backend, execution, journal: whole }));
    expect(bytes(await run({ ...options, backend: toyBackend(), execution }))).toBe(expected);
    const calls = whole.kept.length;
    for (let at = 1; at < calls; at++) {
      const journal = journalOf();
      const first = dying(toyBackend(), at);
      await expect(run({ ...options, backend: first.backend, execution, journal })).rejects.toThrow('killed');
      const second = dying(toyBackend(), Infinity);
      // The batch size has no say, also where it changes in between.
      const batchSize = at % 2 === 0 ? 7 : 4;
      const result = await run({ ...options, backend: second.backend, execution: { batchSize }, journal });
      expect(bytes(result)).toBe(expected);
      // Whole distributions are not kept, nor is what the model was at when the call before it failed.
      const again = (options.difference === undefined ? 0 : 1) + execution.batchSize;
      expect(first.asked() + second.asked()).toBeLessThanOrEqual(never.asked() + again);
    }
  });

  test('a run that is over is told again, without the model', async () => {
    const journal = journalOf();
    const expected = bytes(await run({ ...options, backend: toyBackend(), journal }));
    const lines = journal.kept.length;
    const again = dying(toyBackend(), Infinity);
    expect(bytes(await run({ ...options, backend: again.backend, journal }))).toBe(expected);
    expect(again.asked()).toBe(options.difference === undefined ? 0 : 1);
    expect(journal.kept.length).toBe(lines);
  });
});

test('a backend without logits and with a probability of 0 comes back to the bit', async () => {
  const backend = createToyBackend({ supports: { logits: false } });
  const certain: Backend = {
    ...backend,
    score: async (request) => {
      const scores = await backend.score(request);
      return { ...scores, logProbabilities: scores.logProbabilities.map((_, at) => [-0.1, -Infinity, -0][at % 3]!) };
    },
  };
  const journal = journalOf();
  const options = { backend: certain, limits: { evaluations: 30 }, execution: { batchSize: 30 } };
  const expected = bytes(await run({ ...options, journal }));
  expect(journal.kept.join()).toContain('-Infinity"');
  expect(bytes(await run({ ...options, journal }))).toBe(expected);
});

describe('the journal of another run is refused with what differs', () => {
  const limits = { evaluations: 20 };
  const wordsOf = (weight: number): Replacer =>
    fromProposals('words', ({ slots }) => slots.map(() => ({ tokens: [1, 2, 3], weights: [1, weight, 1] })));

  test.each<[string, Partial<AttributeOptions>, string]>([
    ['model', { backend: createToyBackend({ id: 'other' }) }, 'backend.id is "other", was "toy"'],
    ['text', { text: 'The capital of Italy is' }, 'text is "The capital of Italy is", was "The capital of France is"'],
    ['token ids', { text: [3] }, 'tokens is'],
    ['target', { target: 'Rome' }, 'targets is'],
    ['contrast', { insteadOf: 'Rome' }, 'targets is'],
    ['seed', { seed: 1 }, 'settings.seed is 1, was 0'],
    ['preset', { preset: 'inseq' }, 'settings.preset is "inseq", was "default"'],
    ['limit', { limits: { evaluations: 21 } }, 'settings.limits.evaluations is 21, was 20'],
    ['criterion', { stopping: keepTop }, 'settings.stopping'],
    ['replacer', { replacer: wordsOf(1) }, 'settings.replacer.id is "words", was "uniform"'],
  ])('another %s', async (_name, changed, words) => {
    const journal = journalOf();
    await run({ limits, journal });
    const kept = [...journal.kept];
    await expect(run({ limits, journal, ...changed })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(words),
    });
    expect(journal.kept).toEqual(kept);
  });

  test('other proposals', async () => {
    const journal = journalOf();
    await run({ limits, journal, replacer: wordsOf(1) });
    await run({ limits, journal, replacer: wordsOf(1) });
    await expect(run({ limits, journal, replacer: wordsOf(2) })).rejects.toThrow('replacer.draws is');
  });

  test('a replacer that draws otherwise and does not say so', async () => {
    const journal = journalOf();
    await run({ limits, journal });
    const other = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(8)]);
    await expect(run({ limits, journal, replacer: other })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('goes on with other contexts'),
    });
  });
});

test('what is no journal, or damaged, is refused with the line', async () => {
  const journal = journalOf();
  await run({ limits: { evaluations: 40 }, execution: { batchSize: 8 }, journal });
  const damaged = (line: number, instead: string): Journal => journalOf(journal.kept.with(line, instead));
  for (const [line, instead] of [
    [0, '{"a": 1}'],
    [0, 'word'],
    [2, '{"asked": "x"'],
    [2, '{"asked":"x","rows":["y"],"scores":[[{"logProbability":"0"}]]}'],
    [2, 'null'],
  ] as const) {
    await expect(run({ limits: { evaluations: 40 }, journal: damaged(line, instead) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(`line ${line + 1} `),
    });
  }
});

test('a bare function has no name to go on by, which is said before the model is asked', async () => {
  const backend = createToyBackend();
  const options = { backend, stopping: () => true, journal: journalOf() };
  await expect(run(options)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  expect(backend.calls).toEqual([]);
});

test('a journal that cannot be kept ends the run', async () => {
  const journal: Journal = {
    lines: () => [],
    append: (line) => (line.includes('"asked"') ? Promise.reject(new Error('the disk is full')) : undefined),
  };
  await expect(run({ limits: { evaluations: 20 }, journal })).rejects.toThrow('the disk is full');
});
