import { expect, test } from 'vitest';
import {
  attribute,
  defineReplacer,
  type AttributeOptions,
  type Backend,
  type PreparedReplacer,
  type Replacer,
  type Scores,
  type StoppingCriterion,
  type Verdict,
} from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const text = 'The capital of France is';

function run(options: Partial<AttributeOptions>) {
  return attribute({ backend: createToyBackend(), replacer: uniform, text, stopping: null, ...options });
}

/** A backend whose answers are bent. */
function bent(change: (scores: Scores) => Scores): Backend {
  const backend = createToyBackend({ id: 'bent' });
  return { ...backend, score: async (request) => change(await backend.score(request)) };
}

test.each<[string, (scores: Scores) => Scores, RegExp]>([
  ['too few', (scores) => ({ ...scores, logProbabilities: scores.logProbabilities.slice(1) }), /log-?probabilities/i],
  ['NaN', (scores) => ({ ...scores, logProbabilities: scores.logProbabilities.map(() => Number.NaN) }), /never NaN/],
  ['above 1', (scores) => ({ ...scores, logProbabilities: scores.logProbabilities.map(() => 0.5) }), /0 or less/],
  ['log-odds', (scores) => ({ ...scores, logOdds: scores.logProbabilities.map(() => Infinity) }), /log-odds/],
  ['no log-odds', (scores) => ({ ...scores, logOdds: null }), /logOdds/],
  ['ranks', (scores) => ({ ...scores, ranks: new Int32Array(scores.logProbabilities.length).fill(-1) }), /ranks/],
])('a backend that breaks a rule is named with the rule: %s', async (_, change, rule) => {
  const failure = run({ backend: bent(change) });
  await expect(failure).rejects.toMatchObject({ code: 'PLUGIN_BROKE_RULE', plugin: 'bent' });
  await expect(failure).rejects.toThrow(rule);
});

type Distributions = NonNullable<Scores['distributions']>;

test.each<[string, (distributions: Distributions) => Distributions | undefined, RegExp]>([
  ['none', () => undefined, /must return distributions of 1 · \d+ values, and returned none/],
  ['too short', (all) => all.slice(1), /must return distributions of 1 · \d+ values, and returned \d+/],
  ['NaN', (all) => all.with(7, Number.NaN), /distribution must be 0 or less, never NaN; of token 7 it is NaN/],
  ['above 1', (all) => all.with(7, 0.5), /distribution must be 0 or less, never NaN; of token 7 it is 0.5/],
  ['Infinity', (all) => all.with(7, Infinity), /distribution must be 0 or less, never NaN; of token 7 it is Infinity/],
  ['no mass', (all) => all.fill(-Infinity), /of a distribution must sum to 1, not to 0/],
  ['half the mass', (all) => all.map((value) => value - Math.LN2), /must sum to 1, not to 0\.(5|49999)/],
])('a backend whose distributions break a rule is named with the rule: %s', async (_, change, rule) => {
  const backend = bent(({ distributions, ...scores }) => {
    const changed = distributions && change(distributions);
    return { ...scores, ...(changed ? { distributions: changed } : {}) };
  });
  for (const difference of ['hellinger', 'total-variation'] as const) {
    const failure = run({ backend, difference });
    await expect(failure).rejects.toMatchObject({ code: 'PLUGIN_BROKE_RULE', plugin: 'bent' });
    await expect(failure).rejects.toThrow(rule);
  }
  // Who does not ask for distributions does not look at them.
  expect((await run({ backend })).endedBy).toBe('evaluations');
});

test('tokens of probability 0, and sums that rounding moved, are a distribution', async () => {
  const size = createToyBackend().tokenizer.vocabularySize;
  const sure = Float64Array.from({ length: size }, (_, token) => (token === 3 ? 1e-7 : -Infinity));
  const backend = bent(({ distributions, ...scores }) => ({
    ...scores,
    ...(distributions ? { distributions: distributions.map((_, at) => sure[at % size] as number) } : {}),
  }));
  const result = await run({ backend, difference: 'hellinger' });
  expect(result.importance[0]?.every(Number.isFinite)).toBe(true);
});

test('a broken row of a batch is found wherever it stands', async () => {
  let calls = 0;
  const backend = bent((scores) => {
    calls += 1;
    const { distributions } = scores;
    return calls > 1 && distributions ? { ...scores, distributions: distributions.fill(Number.NaN, -1) } : scores;
  });
  await expect(run({ backend, difference: 'hellinger' })).rejects.toMatchObject({ code: 'PLUGIN_BROKE_RULE' });
});

function bentReplacer(change: (prepared: PreparedReplacer) => Partial<PreparedReplacer>): Replacer {
  return {
    id: 'bent',
    async prepare(request) {
      const prepared = await uniform.prepare(request);
      return { ...prepared, ...change(prepared) };
    },
  };
}

/** Writes a token into a position of the first row. */
function writes(position: number, token: number) {
  return bentReplacer((prepared) => ({
    async replace(request) {
      const rows = await prepared.replace(request);
      const ids = rows.ids.slice();
      ids[position] = token;
      return { ...rows, ids };
    },
  }));
}

const special = createToyBackend().tokenizer.specialTokens.get('<mask>') as number;

test.each<[string, Replacer, RegExp]>([
  [
    'length',
    bentReplacer((prepared) => ({ replace: async (r) => ({ ...(await prepared.replace(r)), length: 3 }) })),
    /rows of 6/,
  ],
  ['rows', bentReplacer(() => ({ replace: () => ({ rows: 1, length: 6, ids: new Int32Array(6) }) })), /return 5 rows/],
  ['protected', writes(0, 3), /position 0 was not to be replaced/],
  ['unmasked', writes(2, 8), /position 2 was not to be replaced/],
  ['special', writes(1, special), /special/],
  ['range', writes(1, 5000), /outside the vocabulary/],
  ['replaceable', bentReplacer(() => ({ replaceable: new Uint8Array(2) })), /replaceable must have 5 entries/],
])('a replacer that breaks a rule is named with the rule: %s', async (_, replacer, rule) => {
  const failure = run({ replacer });
  await expect(failure).rejects.toMatchObject({ code: 'PLUGIN_BROKE_RULE', plugin: 'bent' });
  await expect(failure).rejects.toThrow(rule);
});

test('a criterion with a verdict of the wrong shape is named', async () => {
  const stopping = { id: 'bent', options: {}, scope: 'probe', check: () => ({ met: [true] }) } as const;
  await expect(run({ stopping })).rejects.toMatchObject({ code: 'PLUGIN_BROKE_RULE', plugin: 'bent' });
});

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /must return a verdict or a wish/],
  ['no verdict', {}, /must return a verdict or a wish/],
  ['no tests', { tests: [], decide: () => ({ met: true }) }, /at least one test/],
  ['a test of no probe', { tests: [{ entry: 99, keep: [] }], decide: () => ({ met: true }) }, /entries, not about 99/],
])('a criterion that breaks a rule is named with the rule: %s', async (_, outcome, rule) => {
  const stopping: StoppingCriterion = { id: 'bent', options: {}, scope: 'run', check: () => outcome as Verdict };
  const failure = run({ stopping });
  await expect(failure).rejects.toMatchObject({ code: 'PLUGIN_BROKE_RULE', plugin: 'bent' });
  await expect(failure).rejects.toThrow(rule);
});

test('what a backend denies is refused before it is asked', async () => {
  const backend = createToyBackend({ supports: { rank: 'none' } });
  const asks: StoppingCriterion = {
    ...{ id: 'asks', options: {}, scope: 'probe' as const },
    check: () => ({ tests: [{ entry: 0, keep: [], topK: 3 }], decide: () => ({ met: true }) }),
  };
  await expect(run({ backend, stopping: asks })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});

test('log-odds derived from log-probabilities are right at 5, clamped and counted from 15 on', async () => {
  for (const margin of [5, 15, 25, 40]) {
    // log σ(margin), as a backend without logits would give it in float32
    const logProbability = Math.fround(-Math.log1p(Math.exp(-margin)));
    const base = createToyBackend({ supports: { logits: false } });
    let first = true;
    const backend: Backend = {
      ...base,
      async score(request) {
        const scores = await base.score(request);
        if (!first) return scores;
        first = false;
        return { ...scores, logProbabilities: scores.logProbabilities.map(() => logProbability) };
      },
    };
    const result = await run({ backend });
    expect(result.cost.clamped).toBe(margin > 5 ? 1 : 0);
    expect(result.effectFit[0]?.withheld).toBe(margin > 5 ? 'clamped' : null);
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/);
  }
});

test('exact log-odds of 5, 15, 25 and 40 come through as they are', async () => {
  for (const margin of [5, 15, 25, 40]) {
    const base = createToyBackend();
    let first = true;
    const backend: Backend = {
      ...base,
      async score(request) {
        const scores = await base.score(request);
        const odds = first ? margin : 0;
        first = false;
        const all = scores.logProbabilities;
        return {
          ...scores,
          logProbabilities: all.map(() => -Math.log1p(Math.exp(-odds))),
          logOdds: all.map(() => odds),
        };
      },
    };
    // Each sweep row loses the whole margin, and so does every mask: a context of one word has one effect.
    const result = await run({ backend, text: 'France', limits: { evaluations: 60 } });
    const effect = result.effect[0]?.[1];
    expect(Math.abs((effect?.estimate ?? 0) / margin - 1)).toBeLessThan(0.02);
    expect(result.cost.clamped).toBe(0);
  }
});
