import { expect, test } from 'vitest';
import {
  attribute,
  defineReplacer,
  differences,
  initialState,
  randomStream,
  type AttributeOptions,
  type AttributionResult,
  type Difference,
  type ScoreRequest,
  type Scores,
  type StoppingCriterion,
} from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const text = 'The capital of France is';
const byDistance = ['hellinger', 'total-variation'] as const;

function run(options: Partial<AttributeOptions> = {}): Promise<AttributionResult> {
  const all = { backend: createToyBackend(), replacer: uniform, text, stopping: null, limits: { evaluations: 60 } };
  return attribute({ ...all, ...options });
}

/** What must be equal between equal runs. */
function comparable(result: AttributionResult): string {
  const { execution: _, ...provenance } = result.provenance;
  return JSON.stringify({ ...result, provenance, cost: { ...result.cost, seconds: 0 } });
}

/** Of two words: the next one is (½, ½) after 0 0 and (⅛, ⅞) after 1 0. */
const coin = {
  ...{ vocab: 2, div: 1, scale: 0, pairs: [] },
  bonuses: [{ pos: 0, id: 1, token: 1, add: Math.log(7) }],
  cues: [{ id: 0, token: 1, add: -1 / 1024 }], // the formula adds u / 1024 to the logit of token u
};

// ln((1 + Δ) / (1 − Δ)) with Δ worked out by hand: see recursion/difference.test.ts. The target is the second word, whose
// probability rises from ½ to ⅞.
test.each<[Difference, number]>([
  ['probability', -3 / 8],
  ['hellinger', Math.sqrt(1 - (1 + Math.sqrt(7)) / 4)],
  ['total-variation', 3 / 8],
])('one step with %s moves the logits by hand-computed %d', async (difference, drop) => {
  // Two units and one step: the units' logits differ by what they began with, and by twice the increment where one was replaced.
  const options = { backend: createToyBackend({ model: coin }), text: [0, 0], target: 1, difference, probes: 1 };
  const seed = seedThatReplacesOnlyTheFirst();
  const result = await run({ ...options, preset: 'paper', seed, replacingRatio: 0.5, limits: { steps: 1 } });
  const [a, b] = initialState({ probes: 1, targets: 1, units: 2 }, seed).logits[0]![0] as [number, number];
  const margin = a - b + 2 * Math.log((1 + drop) / (1 - drop));
  expect(result.importance[0]?.[0]).toBeCloseTo(1 / (1 + Math.exp(-margin)), 12);
});

function seedThatReplacesOnlyTheFirst(): number {
  for (let seed = 0; ; seed++) {
    const random = randomStream({ seed, probe: 0, step: 1, purpose: 'mask' });
    if (random.uniform() < 0.5 && random.uniform() >= 0.5) return seed;
  }
}

test('the target’s probability is the default and asks for no distribution', async () => {
  const backend = createToyBackend();
  const result = await run({ backend });
  expect(result.settings['difference']).toBe('probability');
  expect(comparable(await run({ difference: 'probability' }))).toBe(comparable(result));
  expect(wantsOf(backend)).not.toContain(true);
});

test.each(['default', 'paper', 'referenceCode', 'inseq'] as const)(
  'the preset %s takes the probability',
  async (preset) => {
    expect((await run({ preset, limits: { steps: 1, evaluations: 50 } })).settings['difference']).toBe('probability');
  },
);

test.each(byDistance)('%s changes the importance and nothing of the effects', async (difference) => {
  const [by, other] = [await run({ difference }), await run()];
  expect(by.settings['difference']).toBe(difference);
  expect(by.importance).not.toEqual(other.importance);
  expect(by.importance[0]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  // The target's log-odds come with the same rows, whatever the recursion makes of them.
  expect(by.effect).toEqual(other.effect);
  expect(by.cost.evaluations).toBe(other.cost.evaluations);
});

test.each(byDistance)('%s: batch size makes no difference, with stop tests and without', async (difference) => {
  for (const options of [{}, { preset: 'paper', stopping: keepOne, limits: { steps: 15 } }] as const) {
    const each = [1, 2, 7, 64].map((batchSize) => run({ difference, seed: 3, ...options, execution: { batchSize } }));
    expect(new Set((await Promise.all(each)).map(comparable)).size).toBe(1);
  }
});

/** Never met; asks for every probe whether the target stays the first choice when one unit is kept. */
const keepOne: StoppingCriterion = {
  ...{ id: 'keepOne', options: {}, scope: 'probe' },
  check: (state) => ({
    tests: state.probes.map((_, entry) => ({ entry, keep: [0], topK: 1 })),
    decide: () => ({ met: false }),
  }),
};

test('distributions are asked of the unreplaced context and of updates: not of the sweep, not of stop tests', async () => {
  const backend = createToyBackend();
  await run({
    backend,
    difference: 'hellinger',
    probes: 2,
    replacingRatio: 1,
    stopping: keepOne,
    limits: { steps: 2 },
  });
  // the context; five units alone; their stop tests; then updates and stop tests
  expect(wantsOf(backend)).toEqual([true, false, false, true, false, true, false]);
});

function wantsOf(backend: ReturnType<typeof createToyBackend>): boolean[] {
  return backend.calls.flatMap((call) => (call.method === 'score' ? [call.want?.distribution === true] : []));
}

test.each(byDistance)(
  '%s with a backend without distributions is refused before it is asked anything',
  async (difference) => {
    const backend = createToyBackend({ id: 'top5', knowsOnlyTop: 5 });
    const failure = run({ backend, difference });
    await expect(failure).rejects.toMatchObject({ code: 'UNSUPPORTED', plugin: 'top5' });
    await expect(failure).rejects.toThrow(/take difference probability, or a backend that supports distribution/);
    expect(backend.calls).toEqual([]);
  },
);

test('a difference that does not exist is refused with those that do', async () => {
  const failure = run({ difference: 'toString' as Difference });
  await expect(failure).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  await expect(failure).rejects.toThrow(differences.join(', '));
});

test.each<[string, Partial<AttributeOptions>]>([
  ['a contrast', { target: 3, insteadOf: 4 }],
  ['several tokens as one', { target: [3, 4], whole: true }],
])('%s has no distribution of its own: a distance is refused, and says what to take', async (_, wish) => {
  for (const difference of byDistance) {
    const failure = run({ difference, ...wish });
    await expect(failure).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    await expect(failure).rejects.toThrow(
      /a contrast and several tokens as one do not have: take difference probability/,
    );
  }
  expect((await run({ difference: 'hellinger', target: [3], whole: true })).targets).toHaveLength(1); // one token is one
});

test('a target that replacing cannot touch gets its importance from the rest of the distribution', async () => {
  // The target's logit alone is fixed far below: its probability is nothing before and after, the rest moves.
  const base = createToyBackend();
  const target = 3;
  const backend = {
    ...base,
    async score(request: ScoreRequest): Promise<Scores> {
      const scores = await base.score(request);
      const same = (value: number) => scores.logProbabilities.map(() => value);
      return { ...scores, logProbabilities: same(-50), logOdds: same(-50) };
    },
  };
  const options = { backend, target, seed: 1, preset: 'paper', limits: { steps: 20 } } as const;
  const shape = { probes: 5, targets: 1, units: 6 };
  const untouched = await run(options);
  const start = initialState(shape, 1).logits.map(([logits]) => softmax(logits as readonly number[]));
  untouched.importance[0]?.forEach((share, unit) => {
    expect(share).toBeCloseTo(start.reduce((sum, shares) => sum + shares[unit]!, 0) / start.length, 9);
  });
  const moved = await run({ ...options, difference: 'hellinger' });
  expect(Math.max(...(moved.importance[0] ?? []))).toBeGreaterThan(2 * Math.max(...(untouched.importance[0] ?? [])));
});

function softmax(logits: readonly number[]): number[] {
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  return logits.map((logit) => Math.exp(logit) / total);
}
