import {
  attributeSteps,
  defineReplacer,
  presets,
  readExactJson,
  topUnits,
  traceLine,
  type AttributeOptions,
  type Backend,
  type StoppingCriterion,
} from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { createToyBackend } from '../index.ts';
import { replay } from './replay.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

const keepTop: StoppingCriterion = {
  id: 'keepTop',
  options: {},
  scope: 'probe',
  check: ({ probes, eligible }) => ({
    tests: probes.map(({ importance }, entry) => ({ entry, keep: topUnits(importance, 2, eligible), topK: 1 })),
    decide: (answers) => ({ met: answers.map(({ withinTopK }) => withinTopK === true) }),
  }),
};

/** Met once the largest effect is clear: what a level needs for a next one. */
const apart: StoppingCriterion = {
  id: 'apart',
  options: {},
  scope: 'run',
  check: ({ evaluations }) => ({ met: evaluations >= 80 }),
};

async function traceOf(options: Partial<AttributeOptions> = {}): Promise<string[]> {
  const all = { backend: createToyBackend(), replacer: uniform, text: 'The capital of France is', stopping: null };
  const lines: string[] = [];
  for await (const event of attributeSteps({ ...all, ...options })) lines.push(traceLine(event));
  return lines;
}

function replayed(lines: readonly string[]): ReturnType<typeof replay> {
  return replay(lines.map(readExactJson));
}

/** What differs where one place of the trace is changed. */
function differing(lines: readonly string[], change: (line: Line, index: number) => void): string[] {
  const changed = lines.map((text, index) => {
    const line = readExactJson(text) as Line;
    change(line, index);
    return line;
  });
  return replay(changed).comparisons.flatMap(({ ok, quantity }) => (ok ? [] : [quantity]));
}

interface Line {
  type: string;
  step: number;
  evaluations: number;
  settings: { seed: number; clamp: number };
  converged: boolean[][];
  evaluated: {
    purpose: string;
    replaced: number[];
    substitutes: [number, number][];
    scores: { logProbability: number; logOdds: number }[];
  }[];
  result: {
    importance: number[][];
    effect: ({ estimate: number } | null)[][];
    rationale: number[][];
    levels?: { importance: number[][] }[];
  };
}

const long = `${'Anna lives in Rome now\n\n'.repeat(6)}The capital of France is`;
const stopTests = { preset: 'referenceCode', stopping: keepTop, replacingRatio: 0.5, limits: { steps: 20 } } as const;

describe('the trace of a run', () => {
  it.each<[string, Partial<AttributeOptions>]>([
    ['the default preset', {}],
    ['a limit within a step', { limits: { evaluations: 45 } }],
    ['stop tests', stopTests],
    ['a distance', { difference: 'hellinger', limits: { evaluations: 60 } }],
    ['an answer with stop tests', { ...stopTests, answer: 3, probes: 3 }],
    ['an answer, a pass a token', { answer: 3, backend: createToyBackend({ supports: { queriesPerPass: 1 } }) }],
    ['a contrast', { insteadOf: 'Rome' }],
    ['a span of an answer', { ...stopTests, answer: 3, span: [1, 3] }],
    ['an answer as one', { answer: 3, whole: true }],
    ['an answer by a distance', { answer: 2, difference: 'total-variation', limits: { evaluations: 60 } }],
    ['paragraphs', { text: long, unit: 'paragraph', limits: { evaluations: 60 } }],
    ['named parts, stop tests', { ...stopTests, unit: 'token', parts: [{ name: 'all', part: 'The capital of' }] }],
    ['the recursion’s path', { path: true, answer: 2, limits: { evaluations: 150 } }],
    ['no logits', { backend: createToyBackend({ supports: { logits: false } }) }],
    ['masks drawn again', { preset: { ...presets.default, redrawTrivialMasks: true } }],
  ])('is computed again to the bit: %s', async (_name, options) => {
    const report = replayed(await traceOf(options));
    expect(report.comparisons.map(({ quantity }) => quantity)).toEqual(
      expect.arrayContaining(['masks', 'places of substitutes', 'evaluations', 'importance', 'effect: low', 'probes']),
    );
    expect(report).toMatchObject({ ok: true, largestDifference: 0 });
  });

  it.each<[string, Partial<AttributeOptions>]>([
    ['the default preset', {}],
    ['an answer', { answer: 3, limits: { evaluations: 400 } }],
    ['stop tests', { ...stopTests, probes: 3 }],
    ['a short text', { text: 'The capital of France is' }],
  ])('from coarse to fine is computed again, level by level: %s', async (_name, options) => {
    const lines = await traceOf({ text: long, unit: 'auto', ...options });
    const report = replayed(lines);
    expect(report.lines.filter((line) => line.startsWith('  !'))).toEqual([]);
    expect(report).toMatchObject({ ok: true, largestDifference: 0 });
  });

  it('of several levels tells in which numbers it differs, and is computed as far as it goes', async () => {
    const lines = await traceOf({ text: long, unit: 'auto', stopping: apart });
    const begins = lines.flatMap((line, index) => (line.startsWith('{"type":"level"') ? [index] : []));
    expect(begins).toHaveLength(1);
    expect(replayed(lines).ok).toBe(true);
    expect(replayed(lines.slice(0, begins[0]! + 3)).ok).toBe(true);
    const at = (line: number, change: (line: Line) => void) => (own: Line, index: number) =>
      void (index === line && change(own));
    const inLevel = (line: Line): void => void (line.evaluated[0]!.scores[0]!.logOdds -= 0.1);
    for (const line of [1, begins[0]! + 1]) expect(differing(lines, at(line, inLevel))).toContain('effect: estimate');
    expect(
      differing(lines, (line) => void (line.result?.levels && (line.result.levels[1]!.importance[0]![0] = 1))),
    ).toEqual(['importance']);
    expect(
      differing(
        lines,
        (line) =>
          void (line.result?.levels && (line.result.effect[0]![line.result.effect[0]!.findIndex(Boolean)] = null)),
      ),
    ).toContain('effect: estimate');
    expect(() => differing(lines, (line) => void line.result?.levels?.pop())).toThrow(
      /it has 2 levels, and its result 1/u,
    );
  });

  it('is whole where the run is aborted, and where nothing may be replaced', async () => {
    const controller = new AbortController();
    const toy = createToyBackend();
    let calls = 0;
    const score: Backend['score'] = (request) => {
      if (++calls === 7) controller.abort(new Error('enough')); // among its stop tests
      return toy.score(request);
    };
    const backend = { ...toy, score };
    const lines = await traceOf({ ...stopTests, backend, signal: controller.signal, target: 'France' });
    expect(lines.at(-1)).toContain('"endedBy":"aborted"');
    expect(replayed(lines).ok).toBe(true);
    expect(replayed(await traceOf({ text: [0], target: 1, limits: { evaluations: 4 } })).ok).toBe(true);
  });

  it('is computed as far as it goes where the run was killed', async () => {
    const lines = await traceOf();
    const report = replayed(lines.slice(0, 5));
    expect(report.ok).toBe(true);
    expect(report.comparisons.map(({ quantity }) => quantity)).not.toContain('importance');
    expect(replayed(lines.slice(0, 1)).ok).toBe(true);
  });

  it('tells what was changed', async () => {
    const lines = await traceOf(stopTests);
    const steps = (change: (line: Line) => void) => (line: Line) =>
      void (line.type === 'step' && line.step === 1 && change(line));
    expect(differing(lines, (line) => void (line.settings && (line.settings.seed = 1)))).toContain('masks');
    expect(
      differing(
        lines,
        steps((line) => line.evaluated[0]!.replaced.pop()),
      ),
    ).toContain('masks');
    expect(
      differing(
        lines,
        steps((line) => line.evaluated.at(-1)!.substitutes.pop()),
      ),
    ).toEqual(['places of substitutes']);
    expect(
      differing(
        lines,
        steps((line) => (line.evaluated[0]!.scores[0]!.logProbability -= 0.1)),
      ),
    ).toContain('importance');
    expect(
      differing(
        lines,
        steps((line) => (line.evaluated[0]!.scores[0]!.logOdds -= 0.1)),
      ),
    ).toContain('effect: estimate');
    expect(
      differing(
        lines,
        steps((line) => (line.converged[0]![0] = true)),
      ),
    ).toContain('probes stay converged');
    expect(differing(lines, (line) => line.result?.rationale[0]!.push(9))).toEqual(['rationale']);
    expect(differing(lines, (line) => line.type === 'step' && (line.evaluations += 1))).toEqual(['evaluations']);
  });

  it.each<[string, (line: Line) => void]>([
    ['a score is missing', (line) => line.evaluated?.[0]?.scores.pop()],
    ['a probe is missing', (line) => line.converged?.pop()],
    ['the settings are missing', (line) => void delete (line as Partial<Line>).settings],
  ])('is refused where %s', async (_name, change) => {
    const lines = await traceOf(stopTests);
    expect(() => differing(lines, change)).toThrow(/the recording is broken at/u);
  });
});
