import { expect, test } from 'vitest';
import {
  attribute,
  attributeSteps,
  defineReplacer,
  presets,
  ReagentError,
  type AttributeOptions,
  type AttributionEvent,
  type AttributionResult,
  type PrepareRequest,
  type StoppingCriterion,
} from '../index.ts';
import { createToyBackend } from '../../../testing/src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

const text = 'The capital of France is';

function run(options: Partial<AttributeOptions> = {}): Promise<AttributionResult> {
  return attribute({ backend: createToyBackend(), replacer: uniform, text, stopping: null, ...options });
}

async function eventsOf(options: Partial<AttributeOptions> = {}): Promise<AttributionEvent[]> {
  const events: AttributionEvent[] = [];
  const all = { backend: createToyBackend(), replacer: uniform, text, stopping: null, ...options };
  for await (const event of attributeSteps(all)) events.push(event);
  return events;
}

/** What must be equal between equal runs. */
function comparable(result: AttributionResult): string {
  const { execution: _, ...provenance } = result.provenance;
  return JSON.stringify({ ...result, provenance, cost: { ...result.cost, seconds: 0 } });
}

/** Asks for every running probe whether the target stays within the k best when only the top units are kept. */
function keepTop(k: number, keep: number): StoppingCriterion {
  return {
    id: 'keepTop',
    options: { k, keep },
    scope: 'probe',
    check: (state) => ({
      tests: state.probes.map(({ importance }, entry) => {
        const order = [...state.eligible].sort((a, b) => (importance[b] as number) - (importance[a] as number));
        return { entry, keep: order.slice(0, keep), topK: k };
      }),
      decide: (answers) => ({ met: answers.map((answer) => answer.withinTopK === true) }),
    }),
  };
}

test('the default preset explains the first choice by the word that made it', async () => {
  const result = await run();
  expect(result.targets[0]).toMatchObject({ text: 'Paris', position: 6, rank: 0 });
  const effects = (result.effect[0] ?? []).map((effect) => effect?.estimate ?? 0);
  expect(result.tokens[effects.indexOf(Math.max(...effects))]?.text).toBe(' France');
  expect(result.effectFit[0]?.withheld).toBeNull();
  expect(result.importance[0]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(result).toMatchObject({ converged: false, endedBy: 'evaluations', importanceOf: 'fixed-length-recursion' });
  expect(result.cost.evaluations).toBe(200);
});

test('text and tokens agree', async () => {
  const { text: shown, tokens } = await run();
  const words = tokens.filter(({ special }) => !special);
  expect(words.map(({ start, end }) => shown.slice(start, end))).toEqual(words.map((token) => token.text));
});

test('the same call gives the same result, whatever the batch size', async () => {
  const results = await Promise.all(
    [1, 2, 7, 32, 500].map((batchSize) => run({ execution: { batchSize }, seed: 5 }).then(comparable)),
  );
  expect(new Set(results).size).toBe(1);
  expect(comparable(await run({ seed: 6 }))).not.toBe(results[0]);
});

test('batch size makes no difference with stop tests either', async () => {
  const options = { preset: 'paper', stopping: keepTop(1, 2), seed: 3, limits: { steps: 40 } } as const;
  const results = await Promise.all(
    [1, 3, 64].map((batchSize) => run({ ...options, execution: { batchSize } }).then(comparable)),
  );
  expect(new Set(results).size).toBe(1);
});

test('the sweep comes first: every position alone, once', async () => {
  const backend = createToyBackend();
  await run({ backend, execution: { batchSize: 1 } });
  const contexts = backend.calls.flatMap((call) => (call.method === 'score' ? call.contexts : []));
  const original = contexts[0] as readonly number[];
  contexts.slice(1, 6).forEach((context, index) => {
    // position 0 is the start token, which is protected
    expect(context.flatMap((id, at) => (id === original[at] ? [] : [at]))).toEqual([index + 1]);
  });
});

test('a row with an empty mask costs no evaluation and is a row of the fit', async () => {
  const result = await run({ limits: { evaluations: 400 } });
  // (1 - .3)^5 = 17 % of the masks are empty.
  expect(result.effectFit[0]?.rows).toBeGreaterThan(430);
});

test('a limit of evaluations is kept to the last one, and nothing past it is scored', async () => {
  for (const evaluations of [1, 3, 6, 7, 50, 83]) {
    const backend = createToyBackend();
    const result = await run({ backend, limits: { evaluations } });
    const scored = backend.calls.flatMap((call) => (call.method === 'score' ? call.contexts : []));
    expect(scored).toHaveLength(evaluations);
    expect(result.cost.evaluations).toBe(evaluations);
    expect(result.endedBy).toBe('evaluations');
    expect(JSON.stringify(result.importance)).not.toContain('null');
  }
});

test('steps limit a run; probes say how many they made', async () => {
  const result = await run({ limits: { steps: 7, evaluations: null }, probes: 3 });
  expect(result.endedBy).toBe('steps');
  expect(result.probes).toEqual(Array.from({ length: 3 }, () => ({ converged: false, steps: 7 })));
});

test('stop tests freeze probes and drop their rows; the importance is the mean over converged probes', async () => {
  const backend = createToyBackend();
  const events = await eventsOf({ backend, preset: 'paper', stopping: keepTop(1, 1), limits: { steps: 60 }, seed: 2 });
  const steps = events.filter((event) => event.type === 'step');
  const running = steps.map((event) => event.probesRunning);
  expect([...running].sort((a, b) => b - a)).toEqual(running);
  const finished = events.at(-1) as Extract<AttributionEvent, { type: 'finished' }>;
  expect(finished.result).toMatchObject({ converged: true, endedBy: 'converged', importanceOf: 'stopped-recursion' });
  const stepsOfProbes = finished.result.probes.map((probe) => probe.steps);
  expect(new Set(stepsOfProbes).size).toBeGreaterThan(1);
  // base, then an update (unless its mask is empty) and a stop test for each step of each probe; not counted: predict
  const most = 1 + 2 * stepsOfProbes.reduce((sum, count) => sum + count, 0);
  expect(finished.result.cost.evaluations).toBeLessThanOrEqual(most);
  expect(finished.result.cost.evaluations).toBeGreaterThan(most / 2);
});

test('a step makes two batched calls: updates, then stop tests', async () => {
  const backend = createToyBackend();
  const never = { ...keepTop(1, 1), check: keepTop(0, 1).check };
  await run({
    ...{ backend, preset: 'paper', probes: 6, replacingRatio: 1, limits: { steps: 5 } },
    stopping: { ...never, check: (state) => ({ ...keepTop(1, 1).check(state), decide: () => ({ met: false }) }) },
  });
  const rows = backend.calls.flatMap((call) => (call.method === 'score' ? [call.contexts.length] : []));
  expect(rows).toEqual([1, ...Array.from({ length: 10 }, () => 6)]);
});

test('rows of stop tests never enter the fit', async () => {
  const result = await run({
    ...{ preset: 'paper', probes: 4, limits: { steps: 10 } },
    stopping: {
      ...keepTop(1, 1),
      check: (state) => ({ ...keepTop(1, 1).check(state), decide: () => ({ met: false }) }),
    },
  });
  expect(result.effectFit[0]?.rows).toBe(40);
});

test('a criterion of the run ends all probes and may declare the rationale', async () => {
  const result = await run({
    stopping: {
      ...{ id: 'at-step-3', options: {}, scope: 'run' },
      check: (state) => ({ met: state.step === 3, rationale: [[3, 1]] }),
    },
  });
  expect(result).toMatchObject({ converged: true, endedBy: 'converged', rationale: [[2, 4]] }); // units 1 and 3
  expect(result.importanceOf).toBe('fixed-length-recursion');
  expect(result.probes.every((probe) => probe.converged && probe.steps === 3)).toBe(true);
});

test('the result says how far the replacer could do what it is for', async () => {
  const report = { coverage: 0.6, proposals: 7, fallbacks: 2 };
  const replacer = {
    id: 'reporting',
    prepare: async (request: PrepareRequest) => ({ ...(await uniform.prepare(request)), report }),
  };
  const result = await run({ replacer });
  expect(result.replacement).toEqual({ coverage: 0.6, fallbacks: 2 });
  expect(result.cost.proposals).toBe(7);
});

test('a bare function is a criterion', async () => {
  const result = await run({ stopping: (state) => state.step >= 2 });
  expect(result.probes[0]).toEqual({ converged: true, steps: 2 });
});

test('a target that is not the first choice is explained, with its rank', async () => {
  const result = await run({ target: 'river', preset: 'paper', stopping: keepTop(1, 5), limits: { steps: 5 } });
  expect(result.targets[0]).toMatchObject({ text: 'river' });
  expect(result.targets[0]?.rank).toBeGreaterThan(0);
  expect(result).toMatchObject({ converged: false, endedBy: 'steps', importanceOf: 'fixed-length-recursion' });
  expect(result.importance[0]?.every(Number.isFinite)).toBe(true);
});

test('a context of one token, and one with nothing to replace', async () => {
  const one = await run({ text: 'France' });
  expect(one.importance).toEqual([[0, 1]]);
  const backend = createToyBackend();
  const special = backend.tokenizer.specialTokens.get('<s>') as number;
  const none = await run({ text: [special] });
  expect(none).toMatchObject({ endedBy: 'nothing-to-replace', importance: [[0]], effect: [[null]], converged: false });
});

test('special tokens are protected, except under the presets of others', async () => {
  const backend = createToyBackend();
  const special = backend.tokenizer.specialTokens.get('<s>') as number;
  const ids = [special, ...backend.tokenizer.encode(text).ids.filter((id) => id !== special)];
  const own = await run({ text: ids });
  expect(own.tokens[0]).toMatchObject({ special: true, pinned: true });
  expect(own.importance[0]?.[0]).toBe(0);
  expect(own.effect[0]?.[0]).toBeNull();
  const others = await run({ text: ids, preset: 'paper', limits: { steps: 5 } });
  expect(others.tokens[0]).toMatchObject({ special: true, pinned: false });
  expect(others.importance[0]?.[0]).toBeGreaterThan(0);
});

test('an abort gives the best result so far, marked', async () => {
  const controller = new AbortController();
  const events: AttributionEvent[] = [];
  const options = { backend: createToyBackend(), replacer: uniform, text, stopping: null, signal: controller.signal };
  for await (const event of attributeSteps(options)) {
    events.push(event);
    if (event.type === 'step' && event.step === 4) controller.abort(new Error('enough'));
  }
  const last = events.at(-1) as Extract<AttributionEvent, { type: 'finished' }>;
  expect(last.result.endedBy).toBe('aborted');
  expect(last.result.effectFit[0]?.rows).toBeGreaterThan(5);
});

test('an abort before anything is known rejects with the reason', async () => {
  const reason = new Error('not today');
  await expect(run({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('a limit of seconds ends a run that would go on', async () => {
  const result = await run({ limits: { seconds: 0.05, evaluations: null }, backend: createToyBackend({ delay: 5 }) });
  expect(result.endedBy).toBe('seconds');
});

test('a failing backend fails the run with its own error', async () => {
  await expect(run({ backend: createToyBackend({ failOnCalls: [4] }) })).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
  });
});

test('a backend without logits has its log-odds derived, clamped and counted', async () => {
  const result = await run({ backend: createToyBackend({ supports: { logits: false } }) });
  const exact = await run();
  expect(result.cost.clamped).toBe(0);
  result.effect[0]?.slice(1).forEach((effect, unit) => {
    expect(effect?.estimate).toBeCloseTo(exact.effect[0]?.[unit + 1]?.estimate as number, 6);
  });
});

test('rows of a backend that mixes them are scored one by one', async () => {
  const backend = createToyBackend({ supports: { rowIndependence: 'none' } });
  const result = await run({ backend });
  const rows = backend.calls.flatMap((call) => (call.method === 'score' ? [call.contexts.length] : []));
  expect(new Set(rows)).toEqual(new Set([1]));
  expect(result.provenance.rowIndependence).toBe('none');
});

test('interim scores are those of their step, also when they are read later', async () => {
  const events = await eventsOf();
  const step = events.find((event) => event.type === 'step' && event.step === 5);
  const short = await run({ limits: { steps: 5 } });
  if (step?.type !== 'step') throw new Error('no fifth step');
  expect(step.interim.effect()).toEqual(short.effect);
  expect(step.interim.importance()).toEqual(short.importance);
});

test.each([
  ['EMPTY_TEXT', { text: '' }],
  ['EMPTY_TEXT', { text: [] }],
  ['INVALID_INPUT', { text: [1, 99_999] }],
  ['TEXT_TOO_LONG', { backend: createToyBackend({ supports: { maxContext: 3 } }) }],
  ['TARGET_NOT_ONE_TOKEN', { target: '' }],
  ['INVALID_OPTION', { target: -1 }],
  ['INVALID_OPTION', { replacingRatio: 0 }],
  ['INVALID_OPTION', { replacingRatio: Number.NaN }],
  ['INVALID_OPTION', { probes: 0 }],
  ['INVALID_OPTION', { seed: 1.5 }],
  ['INVALID_OPTION', { preset: 'toString' as 'default' }],
  ['INVALID_OPTION', { limits: { evaluations: 0 } }],
  ['INVALID_OPTION', { limits: { seconds: -1 } }],
  ['INVALID_OPTION', { limits: { evaluations: null } }],
  ['INVALID_OPTION', { execution: { batchSize: 0 } }],
  ['INVALID_OPTION', { stopping: presets.paper.stopping as never }],
] satisfies [string, Partial<AttributeOptions>][])('%s, case %#', async (code, options) => {
  const error: unknown = await run(options).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(ReagentError.isInstance(error) && error.code).toBe(code);
});
