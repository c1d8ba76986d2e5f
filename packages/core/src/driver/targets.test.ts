import { expect, test } from 'vitest';
import {
  attribute,
  attributeSteps,
  defineReplacer,
  fitEffect,
  randomStream,
  topUnits,
  type AttributeOptions,
  type AttributionResult,
  type Backend,
  type EffectRow,
  type StoppingCriterion,
} from '../index.ts';
import { createToyBackend, toyLogits, toyModel, type ToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const text = 'The capital of France is';
const answer = ' Paris and not Rome';
const { tokenizer } = createToyBackend();
const start = tokenizer.encode(text).ids;
const ids = tokenizer.encode(answer, { addSpecialTokens: false }).ids;

function run(options: Partial<AttributeOptions> = {}): Promise<AttributionResult> {
  return attribute({ backend: createToyBackend(), replacer: uniform, text, stopping: null, ...options });
}

/** What must be equal between equal runs. */
function comparable(result: AttributionResult): string {
  const { execution: _, ...provenance } = result.provenance;
  return JSON.stringify({ ...result, provenance, cost: { ...result.cost, seconds: 0 } });
}

/** By the toy's formula, without core. */
function logProbability(context: readonly number[], id: number): number {
  const logits = toyLogits(toyModel, context);
  return logits[id]! - Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
}

function scored(backend: ToyBackend) {
  return backend.calls.flatMap((call) => (call.method === 'score' ? [call] : []));
}

/** The reference code's stop test; the package that has it is not core's to import. */
const keepTop: StoppingCriterion = {
  id: 'keepTop',
  options: {},
  scope: 'probe',
  due: ({ step }) => step > 0,
  check: ({ probes, targets }) => ({
    tests: probes.map(({ importance, target }, entry) => {
      return { entry, keep: topUnits(importance, 2, targets[target]?.eligible ?? []), topK: 2 };
    }),
    decide: (answers) => ({ met: answers.map(({ withinTopK }) => withinTopK === true) }),
  }),
};

test('each token of an answer is a target; earlier ones are its context', async () => {
  const result = await run({ target: answer });
  expect(result.targets.map((target) => [target.text, target.position])).toEqual([
    ['Paris', 6],
    ['and', 7],
    ['not', 8],
    ['Rome', 9],
  ]);
  expect(result.text).toBe('The capital of France is Paris and not');
  expect(result.tokens.map((token) => result.text.slice(token.start, token.end)).slice(6)).toEqual([
    ' Paris',
    ' and',
    ' not',
  ]);
  expect(result.tokens.map((token) => token.answer)).toEqual([...start.map(() => false), true, true, true]);
  for (const [index, row] of result.effect.entries()) {
    // Position 0 is the start token, which is protected; from the target's position on there is no context of it.
    expect(row.map((effect) => effect !== null)).toEqual(row.map((_, token) => token > 0 && token < 6 + index));
    expect(result.importance[index]?.slice(6 + index).every((share) => share === 0)).toBe(true);
    expect(result.importance[index]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});

// The law of shared evaluations: one pass scores all targets, and each column is what a run of its own would give.
test.each<[string, Partial<AttributeOptions>]>([
  ['effects, after a sweep', { limits: { steps: 12, evaluations: null } }],
  ['stop tests', { preset: 'paper', stopping: keepTop, limits: { steps: 6 } }],
  ['a distance between distributions', { difference: 'hellinger', limits: { steps: 5 } }],
  ['masks that are often empty', { preset: 'paper', replacingRatio: 0.05, limits: { steps: 20 } }],
])('a column of the matrix is the result of a run of its own: %s', async (_, options) => {
  const matrix = await run({ ...options, target: answer });
  for (const [index, target] of ids.entries()) {
    const before = [...start, ...ids.slice(0, index)];
    const own = await run({ ...options, text: before, target });
    expect(own.effect[0]).toEqual(matrix.effect[index]?.slice(0, before.length));
    expect(own.effectFit[0]).toEqual(matrix.effectFit[index]);
    expect(own.importance[0]).toEqual(matrix.importance[index]?.slice(0, before.length));
    expect(own.rationale[0]).toEqual(matrix.rationale[index]);
    expect(own.importanceSaturated[0]).toBe(matrix.importanceSaturated[index]);
    expect(own.targets[0]).toEqual(matrix.targets[index]);
  }
});

test('one pass scores every token of an answer', async () => {
  const [backend, single] = [createToyBackend(), createToyBackend()];
  const limits = { evaluations: 100 };
  const result = await run({ backend, limits, target: answer });
  const one = await run({ backend: single, limits, target: 'Paris' });
  expect(result.cost.evaluations).toBe(one.cost.evaluations);
  const contexts = scored(backend);
  expect(contexts.flatMap((call) => call.contexts)).toHaveLength(100);
  expect(contexts[0]?.queries).toEqual(ids.map((id, index) => ({ position: 6 + index, tokens: [id] })));
  expect(scored(single)[0]?.queries).toEqual([{ position: 6, tokens: [ids[0]] }]);
});

test('stop tests of all targets are asked together, each about its own', async () => {
  const backend = createToyBackend();
  await run({ backend, preset: 'paper', probes: 3, stopping: keepTop, target: answer, limits: { steps: 1 } });
  const tests = scored(backend).filter((call) => call.topK !== undefined);
  expect(tests.map((call) => call.queryIndex)).toEqual([Array.from({ length: 12 }, (_, row) => row % 4)]);
});

test('batch size, and what a backend answers in one pass, have no say in the numbers', async () => {
  for (const options of [{}, { preset: 'paper', stopping: keepTop, limits: { steps: 5 } }] as const) {
    const results = await Promise.all(
      [1, 3, 64].map((batchSize) => run({ ...options, target: answer, execution: { batchSize } })),
    );
    expect(new Set(results.map(comparable)).size).toBe(1);
  }
  const limits = { steps: 5, evaluations: null };
  const whole = await run({ target: answer, limits });
  for (const [queriesPerPass, passes] of [
    [1, 4],
    [3, 2],
  ] as const) {
    const backend = createToyBackend({ supports: { queriesPerPass } });
    const cut = await run({ target: answer, limits, backend });
    expect(cut.effect).toEqual(whole.effect);
    expect(cut.importance).toEqual(whole.importance);
    expect(cut.cost.evaluations).toBe(whole.cost.evaluations * passes);
    expect(Math.max(...scored(backend).map((call) => call.queries.length))).toBe(queriesPerPass);
  }
});

test('a limit of evaluations counts passes, and is kept where a context needs several', async () => {
  const result = await run({
    ...{ target: answer, limits: { evaluations: 50 } },
    backend: createToyBackend({ supports: { queriesPerPass: 1 } }),
  });
  expect(result.cost.evaluations).toBe(48); // 12 contexts of 4 passes
  expect(result.endedBy).toBe('evaluations');
});

test('the model’s own answer is the targets', async () => {
  const backend = createToyBackend();
  const result = await run({ backend, answer: 3 });
  const own: number[] = [];
  for (let length = 0; length < 3; length++) {
    const [first] = await backend.predict({ context: [...start, ...own], k: 1 });
    own.push(first!.token);
  }
  expect(result.targets.map((target) => target.id)).toEqual(own);
  expect(result.targets.map((target) => target.rank)).toEqual([0, 0, 0]);
  expect(comparable(result)).toBe(comparable(await run({ target: own })));
  expect(comparable(await run({ answer: 1 }))).toBe(comparable(await run()));
});

test('an answer ends before a special token', async () => {
  const base = createToyBackend();
  const end = base.tokenizer.specialTokens.get('<s>') as number;
  const backend: Backend = {
    ...base,
    predict: async (request) =>
      request.context.length < 8 ? base.predict(request) : [{ token: end, logProbability: -0.1 }],
  };
  expect((await run({ backend, answer: 5 })).targets).toHaveLength(2);
});

test('a span of an answer: what stands before it is context, what stands after it is not looked at', async () => {
  const result = await run({ target: answer, span: [1, 3] });
  expect(result.targets.map((target) => target.text)).toEqual(['and', 'not']);
  expect(result.tokens.slice(6).map((token) => token.text)).toEqual([' Paris', ' and']);
  expect(result.effect).toEqual((await run({ target: ids.slice(0, 3) })).effect.slice(1).map((row) => row.slice(0, 8)));
});

test('an answer as one: the sum of log-probabilities, whose tokens stay as they are', async () => {
  const backend = createToyBackend();
  const limits = { steps: 4, evaluations: null };
  const result = await run({ backend, target: answer, whole: true, limits });
  const [target] = result.targets;
  expect(result.targets).toHaveLength(1);
  expect(target).toMatchObject({ id: ids[0], text: 'Paris and not Rome', position: 6, rank: null });
  expect(target?.span?.map((one) => one.id)).toEqual(ids);
  const product = target?.span?.reduce((all, one) => all * one.probability, 1);
  expect(target?.probability).toBeCloseTo(product as number, 14);
  expect(result.tokens).toHaveLength(start.length);
  // Every scored row ends with the answer as it is, and its effect is of the log-odds of the product.
  const contexts = scored(backend).flatMap((call) => call.contexts);
  expect(contexts.every((context) => context.slice(6).join() === ids.slice(0, 3).join())).toBe(true);
  const matrix = await run({ target: answer, limits });
  expect(target?.span?.map((one) => one.probability)).toEqual(matrix.targets.map((one) => one.probability));
});

test('the response of an answer as one is the drop of the log-odds of the product, row by row', async () => {
  const backend = createToyBackend();
  const limits = { steps: 3, evaluations: null };
  const result = await run({ backend, target: answer, whole: true, replacingRatio: 1, limits });
  const contexts = scored(backend).flatMap((call) => call.contexts);
  const [before, ...replaced] = contexts as [number[], ...number[][]];
  const odds = contexts.map((context) => {
    const sum = ids.reduce((all, id, at) => all + logProbability(context.slice(0, 6 + at), id), 0);
    return sum - Math.log(1 - Math.exp(sum));
  });
  const rows = replaced.map((context, index): EffectRow => {
    const mask = Uint8Array.from({ length: 5 }, (_, unit) => (context[unit + 1] === before[unit + 1] ? 0 : 1));
    return { source: 'update', mask, response: odds[0]! - odds[index + 1]!, bound: false, clamped: false };
  });
  expect(rows).toHaveLength(5 + 3 * 8); // with a ratio of 1 no mask is empty
  const { effects } = fitEffect({ rows, units: 5, eligible: [0, 1, 2, 3, 4] });
  result.effect[0]?.slice(1).forEach((effect, unit) => {
    for (const edge of ['estimate', 'low', 'high'] as const)
      expect(effect?.[edge]).toBeCloseTo(effects[unit]![edge]!, 9);
  });
});

test('a contrast asks about both tokens in one pass, and its effect is that on ln pA − ln pB', async () => {
  const backend = createToyBackend();
  const options = { text: 'Italy France', limits: { steps: 12, evaluations: null } };
  const result = await run({ ...options, backend, target: 'Paris', insteadOf: 'Rome' });
  const [target] = result.targets;
  const calls = scored(backend);
  const both = [target?.id, target?.insteadOf?.id];
  expect(both).toEqual(['Paris', 'Rome'].map((word) => tokenizer.encode(word, { addSpecialTokens: false }).ids[0]));
  expect(calls.every((call) => call.queries.length === 1 && String(call.queries[0]?.tokens) === String(both))).toBe(
    true,
  );
  const [italy, france] = result.effect[0]?.slice(1) ?? [];
  expect(france?.low).toBeGreaterThan(0); // speaks for Paris rather than Rome
  expect(italy?.high).toBeLessThan(0);
  // The same the other way round, to the sign.
  const turned = await run({ ...options, target: 'Rome', insteadOf: 'Paris' });
  turned.effect[0]?.forEach((effect, token) => {
    expect(effect?.estimate ?? 0).toBeCloseTo(-(result.effect[0]?.[token]?.estimate ?? 0), 9);
  });
  // The model's cues for the two cities are alike, so what they share, being a capital, says nothing about the choice.
  expect(target?.insteadOf).toMatchObject({ text: 'Rome', rank: expect.any(Number) });
});

test('the recursion of a contrast adds up the fall of pA / (pA + pB)', async () => {
  const backend = createToyBackend();
  const [a, b] = ['Paris', 'Rome'].map((word) => tokenizer.encode(word, { addSpecialTokens: false }).ids[0] as number);
  const seed = 5;
  const result = await run({
    ...{ backend, text: 'Italy France', target: a!, insteadOf: b!, preset: 'paper', probes: 1, seed },
    ...{ protectSpecialTokens: true, replacingRatio: 0.5, limits: { steps: 1 } },
  });
  const contexts = scored(backend).flatMap((call) => call.contexts);
  const share = (context: readonly number[]): number => {
    const [pA, pB] = [a!, b!].map((id) => Math.exp(logProbability(context, id))) as [number, number];
    return pA / (pA + pB);
  };
  const [before, after] = contexts as [number[], number[]];
  const drop = share(before) - share(after);
  const random = randomStream({ seed, probe: 0, step: 0, purpose: 'initial-logits' });
  const scores = [1, 2].map((position) => {
    return random.uniform() + (before[position] === after[position] ? -1 : 1) * 2 * Math.atanh(drop);
  });
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  expect(after).not.toEqual(before);
  result.importance[0]?.slice(1).forEach((own, at) => expect(own).toBeCloseTo(Math.exp(scores[at]!) / total, 12));
});

test('a backend that takes one token a query is asked twice about a contrast', async () => {
  const limits = { steps: 3, evaluations: null };
  const ask = (backend: Backend) => run({ backend, limits, target: 'Paris', insteadOf: 'Rome' });
  const [both, each] = [
    await ask(createToyBackend()),
    await ask(createToyBackend({ supports: { tokensPerQuery: 1 } })),
  ];
  expect(each.effect).toEqual(both.effect);
  expect(each.cost.evaluations).toBe(both.cost.evaluations);
});

test('without logits an improbable answer is not clamped, and a certain one is', async () => {
  const backend = createToyBackend({ supports: { logits: false } });
  const long = Array.from({ length: 20 }, () => 30);
  const improbable = await run({ backend, target: long, whole: true, limits: { evaluations: 60 } });
  expect(improbable.targets[0]?.probability).toBeLessThan(Math.exp(-20));
  expect(improbable.cost.clamped).toBe(0);
  const certain: Backend = {
    ...backend,
    async score(request) {
      const scores = await backend.score(request);
      return { ...scores, logProbabilities: scores.logProbabilities.map(() => 0) };
    },
  };
  const result = await run({ backend: certain, target: [7, 9], whole: true, limits: { evaluations: 40 } });
  expect(result.effectFit[0]?.withheld).toBe('clamped');
  expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/);
});

test('a contrast with a probability of 0 is clamped and counted, never NaN', async () => {
  const base = createToyBackend({ supports: { logits: false } });
  const backend: Backend = {
    ...base,
    async score(request) {
      const scores = await base.score(request);
      return { ...scores, logProbabilities: scores.logProbabilities.map(() => -Infinity) };
    },
  };
  const result = await run({ backend, target: 7, insteadOf: 8, limits: { evaluations: 20 } });
  expect(result.cost.clamped).toBe(20);
  expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/);
});

test('events tell all targets', async () => {
  for await (const event of attributeSteps({
    ...{ backend: createToyBackend(), replacer: uniform, text, stopping: null, target: answer },
    limits: { steps: 1 },
  })) {
    if (event.type === 'started') expect(event.targets.map(({ converged }) => converged)).toEqual(ids.map(() => null));
    if (event.type === 'step') {
      expect(event.interim.importance()).toHaveLength(4);
      expect(event.interim.effect()[3]).toHaveLength(9);
    }
    if (event.type === 'finished')
      expect(event.result.targets.every(({ converged }) => converged === false)).toBe(true);
  }
});

test('what converged is told for each target', async () => {
  const first: StoppingCriterion = {
    ...{ id: 'first', options: {}, scope: 'probe' as const },
    check: ({ probes, step }) => ({ met: probes.map(({ target }) => target === 0 && step > 0) }),
  };
  const result = await run({ target: answer, stopping: first, limits: { steps: 3 } });
  expect(result.targets.map(({ converged }) => converged)).toEqual([true, false, false, false]);
  expect(result).toMatchObject({ converged: false, endedBy: 'steps', importanceOf: 'fixed-length-recursion' });
  expect(result.probes[0]).toEqual({ converged: false, steps: 3 });
});
