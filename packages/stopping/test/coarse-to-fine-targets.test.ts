import { attribute, defineReplacer, type AttributeOptions, type AttributionResult } from '@reagent/core';
import { createToyBackend } from '@reagent/testing';
import { expect, test } from 'vitest';
import { effectSeparated } from '../src/index.ts';

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const words = 'Then the old river went by a city and she saw it there now big .'.split(' ');
/** Said after the text; no word of it. */
const answer = ['Paris', 'is', 'a', 'town', 'in', 'the', 'north', 'now'].map((word) => `${word}!`);
const idOf = (at: number): number => words.length + at;

/** Sentences of 16 tokens. */
function longText(tokens: number): string {
  return Array.from({ length: tokens }, (_, at) => {
    if (at % 16 === 0) return 'Then';
    return at % 16 === 15 ? '.' : words[1 + ((at * 7 + (at >> 4)) % 14)];
  }).join(' ');
}

interface Cause {
  /** Position in the text, or behind it among the answer's tokens. */
  readonly at: number;
  /** Which token of the answer it raises. */
  readonly raises: number;
}

function run(tokens: number, causes: readonly Cause[], wish: Partial<AttributeOptions>): Promise<AttributionResult> {
  const text = longText(tokens);
  const ids = [...text.split(' ').map((word) => words.indexOf(word)), ...answer.map((_, at) => idOf(at))];
  const bonuses = causes.map(({ at, raises }) => ({ pos: at, id: ids[at] as number, token: idOf(raises), add: 6 }));
  const all = [...words, ...answer];
  const model = { vocab: all.length, div: 512, scale: 1, pairs: [], bonuses };
  return attribute({
    backend: createToyBackend({ model, words: all, specialTokens: [], supports: { maxContext: 4096 } }),
    ...{ replacer: uniform, text, unit: 'auto', stopping: effectSeparated(), limits: { evaluations: 300 } },
    ...wish,
  });
}

function best(result: AttributionResult, target: number, sign = 1): number {
  const estimates = (result.effect[target] ?? []).map((effect) => sign * (effect?.estimate ?? -Infinity));
  return estimates.indexOf(Math.max(...estimates));
}

test.each([0, 1, 2])('each token of an answer is led back to its own cause, seed %d', async (seed) => {
  const causes = [
    { at: 100, raises: 0 },
    { at: 900, raises: 1 },
  ];
  const result = await run(1024, causes, { target: [idOf(0), idOf(1)], seed });
  expect(result.cost.evaluations).toBeLessThanOrEqual(300);
  expect([best(result, 0), best(result, 1)]).toEqual([100, 900]);
  // The criterion ends a level once half of the targets have theirs: the other may be named by its sentence.
  result.rationale.forEach((own, target) => expect(own).toContain([100, 900][target]));
  expect(result.rationale.some((own) => own.length === 1)).toBe(true);
  for (const own of result.importance) expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  for (const level of result.levels ?? []) expect(level.effect).toHaveLength(2);
});

test('an earlier token of the answer is found as the cause of a later one', async () => {
  const causes = [
    { at: 700, raises: 0 },
    { at: 1024, raises: 1 },
  ];
  const result = await run(1024, causes, { target: [idOf(0), idOf(1)] });
  expect(result.tokens[1024]).toMatchObject({ answer: true });
  expect(result.rationale).toEqual([[700], [1024]]);
  expect(result.effect[0]?.[1024]).toBeNull();
  expect(result.importance[0]?.[1024]).toBe(0);
});

test('eight tokens of an answer, with two causes for all: both are found', async () => {
  const causes = answer.map((_, raises) => ({ at: raises < 4 ? 300 : 1500, raises }));
  const result = await run(2000, causes, { target: answer.map((_, at) => idOf(at)) });
  expect(result.cost.evaluations).toBeLessThanOrEqual(300);
  expect(answer.map((_, target) => best(result, target))).toEqual(causes.map(({ at }) => at));
});

test('eight tokens of an answer, each with its own cause: found with what so many take', async () => {
  const causes = answer.map((_, raises) => ({ at: 100 + 240 * raises, raises }));
  const target = answer.map((_, at) => idOf(at));
  const result = await run(2000, causes, { target, limits: { evaluations: 1200 } });
  expect(answer.map((_, own) => best(result, own))).toEqual(causes.map(({ at }) => at));
});

test('a contrast is led back to what speaks for either side, signed', async () => {
  const causes = [
    { at: 777, raises: 0 },
    { at: 130, raises: 1 },
  ];
  const result = await run(2000, causes, { target: idOf(0), insteadOf: idOf(1) });
  expect(result.cost.evaluations).toBeLessThanOrEqual(300);
  expect([best(result, 0), best(result, 0, -1)]).toEqual([777, 130]);
  expect(result.rationale).toEqual([[777]]); // what speaks for it
  expect(result.effect[0]?.[130]?.high).toBeLessThan(0);
});

test('an answer as one is led back to the causes of its tokens', async () => {
  const causes = [
    { at: 100, raises: 0 },
    { at: 900, raises: 1 },
  ];
  const result = await run(1024, causes, { target: [idOf(0), idOf(1)], whole: true });
  expect(result.rationale).toEqual([[100, 900]]);
});
