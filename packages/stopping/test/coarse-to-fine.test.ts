import {
  attribute,
  attributeSteps,
  defineReplacer,
  type AttributeOptions,
  type AttributionEvent,
  type AttributionResult,
} from '@reagent/core';
import { createToyBackend } from '@reagent/testing';
import { expect, test } from 'vitest';
import { effectSeparated } from '../src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const words = [
  'Then',
  'the',
  'old',
  'river',
  'went',
  'by',
  'a',
  'city',
  'and',
  'she',
  'saw',
  'it',
  'there',
  'now',
  'big',
  '.',
];
const target = words.length;

/** Sentences of 16 tokens; a paragraph ends after so many of them. */
function longText(tokens: number, sentencesOfParagraph = Infinity): string {
  return Array.from({ length: tokens }, (_, at) => {
    const word = at % 16 === 0 ? 'Then' : at % 16 === 15 ? '.' : words[1 + ((at * 7 + (at >> 4)) % 14)];
    const newParagraph = at > 0 && at % (16 * sentencesOfParagraph) === 0;
    return `${at === 0 ? '' : newParagraph ? '\n\n' : ' '}${word}`;
  }).join('');
}

/** Each cause raises the target where it stands; all else moves it a little. */
function options(text: string, causes: readonly number[], change: Partial<AttributeOptions> = {}): AttributeOptions {
  const ids = text
    .trim()
    .split(/\s+/)
    .map((word) => words.indexOf(word));
  const bonuses = causes.map((pos) => ({ pos, id: ids[pos] as number, token: target, add: 6 }));
  const model = { vocab: target + 1, div: 512, scale: 1, pairs: [], bonuses };
  return {
    backend: createToyBackend({ model, words: [...words, 'Paris'], specialTokens: [], supports: { maxContext: 4096 } }),
    replacer: uniform,
    text,
    target,
    unit: 'auto',
    stopping: effectSeparated(),
    limits: { evaluations: 300 },
    ...change,
  };
}

const best = (result: AttributionResult): number => {
  const estimates = (result.effect[0] ?? []).map((effect) => effect?.estimate ?? -Infinity);
  return estimates.indexOf(Math.max(...estimates));
};

test.each([0, 3, 777, 1001, 1999])(
  'one cause in 2,000 tokens is found and named within 300 evaluations: %d',
  async (cause) => {
    for (const seed of [0, 1, 2]) {
      const result = await attribute(options(longText(2000), [cause], { seed }));
      expect(result.cost.evaluations).toBeLessThanOrEqual(300);
      expect(result.rationale).toEqual([[cause]]);
      expect(best(result)).toBe(cause);
      expect(result).toMatchObject({ converged: true, endedBy: 'converged' });
    }
  },
);

test('the result keeps every level, and each token has what the finest says', async () => {
  const result = await attribute(options(longText(2000), [777]));
  const levels = result.levels ?? [];
  expect(levels.length).toBeGreaterThan(2);
  expect(levels.map(({ unit }) => unit)).toEqual([...levels.slice(1).map(() => 'sentence'), 'word']);
  expect(levels[0]?.units.flatMap(({ tokens }) => tokens)).toHaveLength(2000);
  expect(levels.at(-1)?.units.every(({ tokens }) => tokens.length === 1)).toBe(true);
  for (const { units, effect, importance } of levels) {
    expect(effect[0]).toHaveLength(units.length);
    expect(importance[0]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    const at = (effect[0] ?? []).map((own) => own?.estimate ?? 0);
    expect(units[at.indexOf(Math.max(...at))]?.tokens).toContain(777);
  }
  const evaluations = levels.map((level) => level.evaluations);
  expect(evaluations).toEqual(evaluations.toSorted((a, b) => a - b));
  expect(evaluations.at(-1)).toBe(result.cost.evaluations);
  expect(result.units?.flatMap(({ tokens }) => tokens).toSorted((a, b) => a - b)).toEqual(
    result.tokens.map((_, at) => at),
  );
  expect(result.importance[0]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(result.effect[0]?.[777]).toEqual(
    levels.at(-1)?.effect[0]?.[levels.at(-1)?.units.findIndex(({ tokens }) => tokens[0] === 777) ?? -1],
  );
  expect(result.effect[0]?.[5]).toEqual(levels[0]?.effect[0]?.[0]);
  expect(result.settings).toMatchObject({ unit: 'auto', limits: { evaluations: 300 } });
});

test('paragraphs come first where there are some', async () => {
  const result = await attribute(options(longText(640, 8), [200]));
  expect(result.levels?.map(({ unit }) => unit)).toEqual(['paragraph', 'sentence', 'word']);
  expect(result.levels?.[0]?.units).toHaveLength(5);
  expect(result.rationale).toEqual([[200]]);
});

test('two causes far apart are both found', async () => {
  const result = await attribute(options(longText(1024), [100, 900], { limits: { evaluations: 400 } }));
  expect(result.rationale).toEqual([[100, 900]]);
});

test('a text without a cause stays at the first level, and names nothing', async () => {
  const result = await attribute(options(longText(512), [], { limits: { evaluations: 150 } }));
  expect(result.cost.evaluations).toBeLessThanOrEqual(150);
  expect(result.importance[0]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
});

test('a short text goes down to words too; pins hold at every level, a named part is not cut', async () => {
  const parts = [{ name: 'part', part: { start: 0, end: 9 } }];
  const text = longText(48);
  const result = await attribute(options(text, [1], { parts, pin: ['saw'] }));
  expect(result.units).toContainEqual({ name: 'part', text: text.slice(0, 8), tokens: [0, 1] });
  expect(result.rationale).toEqual([[0, 1]]);
  const pinned = result.tokens.filter((token) => token.pinned);
  expect(pinned.length).toBeGreaterThan(0);
  expect(new Set(pinned.map((token) => token.text))).toEqual(new Set([' saw']));
});

test('same seed, same result, whatever the batch size; without a criterion the budget ends it', async () => {
  const run = async (batchSize: number, seed: number): Promise<string> => {
    const {
      provenance: _,
      cost,
      ...rest
    } = await attribute(
      options(longText(300), [40], { execution: { batchSize }, seed, stopping: null, limits: { evaluations: 120 } }),
    );
    return JSON.stringify({ ...rest, evaluations: cost.evaluations });
  };
  const first = await run(1, 3);
  expect(await run(32, 3)).toBe(first);
  expect(await run(32, 4)).not.toBe(first);
  expect(JSON.parse(first)).toMatchObject({ endedBy: 'evaluations', evaluations: 120, rationale: [[]] });
});

test('events of all levels, evaluations counted on', async () => {
  const events: AttributionEvent[] = [];
  for await (const event of attributeSteps(options(longText(300), [40]))) events.push(event);
  expect(events[0]).toMatchObject({ type: 'started', maxEvaluations: 300 });
  expect(events.filter(({ type }) => type === 'swept').length).toBeGreaterThan(1);
  const counts = events.flatMap((event) => ('evaluations' in event ? [event.evaluations] : []));
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(events.at(-1)?.type).toBe('finished');
});

test('all of it pinned leaves nothing to replace', async () => {
  const result = await attribute(options(longText(32), [3], { pin: [/[^]+/] }));
  expect(result).toMatchObject({ endedBy: 'nothing-to-replace', units: [] });
});

test('an aborted run gives the levels so far', async () => {
  const controller = new AbortController();
  const events: AttributionEvent[] = [];
  for await (const event of attributeSteps(options(longText(640), [200], { signal: controller.signal }))) {
    events.push(event);
    if (event.type === 'swept') controller.abort();
  }
  const [last] = events.slice(-1);
  expect(last).toMatchObject({ type: 'finished', result: { endedBy: 'aborted', converged: false } });
  expect(last?.type === 'finished' && last.result.levels).toHaveLength(1);
});
