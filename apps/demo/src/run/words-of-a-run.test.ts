import { attributeSteps, type AttributeOptions, type AttributionEvent, type AttributionResult } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createToyBackend } from '@reagent/testing';
import { expect, test } from 'vitest';
import { interimView } from './interim.ts';
import { costWords, criterionWords, durationWords, estimateWords } from './progress-words.ts';
import { replacedText } from './replaced-text.ts';
import type { RunLook } from './run-state.ts';
import { trustFacts } from './trust-facts.ts';
import { cannotRepeat, twoRuns } from './two-runs.ts';

const backend = createToyBackend();
const textOf = (id: number): string => backend.tokenizer.decode([id]);

async function eventsOf(options: Partial<AttributeOptions> = {}): Promise<AttributionEvent[]> {
  const text = 'The capital of France is';
  const given = { backend, replacer: createRandomReplacer(), text, stopping: null, limits: { evaluations: 40 } };
  const events: AttributionEvent[] = [];
  for await (const event of attributeSteps({ ...given, ...options })) events.push(event);
  return events;
}

async function resultOf(options: Partial<AttributeOptions> = {}): Promise<AttributionResult> {
  const last = (await eventsOf(options)).at(-1);
  if (last?.type !== 'finished') throw new Error('a run ends with a finished event');
  return last.result;
}

async function lookAt(options: Partial<AttributeOptions> = {}) {
  const events = await eventsOf(options);
  const started = events.find((event) => event.type === 'started')!;
  const step = events.findLast((event) => event.type === 'step')!;
  const { evaluations, probesRunning, interim } = step;
  const look: RunLook = {
    ...{ step: step.step, evaluations, seconds: 2, probes: step.converged.length, probesRunning },
    ...{ importance: interim.importance(), effect: interim.effect(), latest: step.evaluated().at(-1)! },
  };
  return { started, look, view: interimView(started, look) };
}

test('the text so far has the numbers of the event', async () => {
  const { started, look, view } = await lookAt();
  expect(view.columns[0]!.cells.map(({ effect }) => effect)).toEqual(look.effect[0]);
  expect(view.columns[0]!.label).toBe(`"${started.targets[0]!.text}"`);
  const words = await lookAt({ unit: 'sentence' });
  expect(words.view.rows.map(({ label }) => label)).toEqual(['"<s>"', '"The capital of France is"']);
});

test('the last text that was tried shows what stands in whose place, and what it did', async () => {
  const { started, look } = await lookAt({ replacingRatio: 0.9 });
  const latest = look.latest!;
  const text = replacedText(started, latest, textOf);
  const replaced = text.pieces.filter(({ original }) => original !== null);
  expect(replaced.map(({ shown }) => shown)).toEqual(latest.substitutes.map(([, id]) => textOf(id)));
  expect(replaced.map(({ original }) => original)).toEqual(latest.substitutes.map(([at]) => started.tokens[at]!.text));
  expect(text.before).toBeCloseTo(started.targets[0]!.probability, 12);
  expect(text.after).toBe(Math.exp(latest.scores[0]!.logProbability));
});

test('cost so far and left, and how the criterion stands', async () => {
  const { started, look, view } = await lookAt();
  expect(costWords(started, { ...look, evaluations: 10 })).toBe(
    '10 of at most 40 evaluations · 2.0 s · at most 6 s left',
  );
  expect(criterionWords(view, look)).toMatch(/^Not yet converged: .* So far: " \w+" [+-][\d.]+ \[.*\], then " \w+"/);
  expect(criterionWords(view, { ...look, probesRunning: 0 })).toMatch(/^Converged/);
  expect(durationWords(65.2)).toBe('1 min 6 s');
  const measured = { startSeconds: 0, evaluations: 8, secondsPerEvaluation: 0.01 };
  expect(estimateWords({ evaluations: 200, seconds: 1.4, endedBy: 'evaluations', measured })).toBe(
    'At most 200 evaluations of the model, about 2 s here.',
  );
});

test('what a result rests on', async () => {
  const result = await resultOf({ seed: 5 });
  const facts = new Map(trustFacts(result).map(({ name, words }) => [name, words]));
  expect(facts.get('Converged')).toBe('no: ended at the limit of evaluations; look at the intervals');
  expect(facts.get('Evaluations')).toBe(`${result.cost.evaluations} texts were scored by the model`);
  expect(facts.get('Seed')).toMatch(/^5:/);
  expect(facts.get('Model')).toBe('toy');
  expect(facts.get('Self-check')).toMatch(/to the last bit$/);
  expect(facts.get('Replaced by')).toBe('random tokens');
  const execution = { backend: { threads: 2, fallback: { from: 'webgpu', because: 'there is no adapter' } } };
  const backendProvenance = { device: 'wasm', dtype: 'q4' };
  const inPage = trustFacts({ ...result, provenance: { ...result.provenance, backendProvenance, execution } });
  expect(inPage.map(({ words }) => words)).toEqual(
    expect.arrayContaining([
      'on the processor (WASM, 2 threads); not on the graphics card: there is no adapter',
      'q4: weights of 4 bits, coarser than the model’s own',
    ]),
  );
});

test('two runs are laid over each other with how far they agree', async () => {
  const [a, b] = [await resultOf({ seed: 1 }), await resultOf({ seed: 2 })];
  const { rows, agreement } = twoRuns(a, b);
  expect(rows.map(({ a: own }) => own.effect?.estimate)).toEqual(
    expect.arrayContaining(a.effect[0]!.flatMap((effect) => (effect === null ? [] : [effect.estimate]))),
  );
  expect(agreement[0]).toMatch(/^[0-3] of the 3 strongest are the same in both\.$/);
  expect(agreement[1]).toMatch(/^The 95 % intervals overlap for \d of 5 pieces\.$/);
  expect(agreement[2]).toMatch(/Kendall/);
  expect(agreement).toHaveLength(3);
  expect(twoRuns(a, a).agreement.slice(0, 2)).toEqual([
    '3 of the 3 strongest are the same in both.',
    'The 95 % intervals overlap for 5 of 5 pieces.',
  ]);
  expect(twoRuns(a, await resultOf({ seed: 2, limits: { evaluations: 30 } })).agreement.at(-1)).toContain(
    'more than the seed: settings.limits.evaluations',
  );
  const early = await resultOf({ limits: { evaluations: 1 } });
  expect(twoRuns(a, early).agreement).toEqual(['One of the runs was stopped too early to be compared.']);
  expect([cannotRepeat(a), cannotRepeat(await resultOf({ answer: 2 }))]).toEqual([null, expect.any(String)]);
});
