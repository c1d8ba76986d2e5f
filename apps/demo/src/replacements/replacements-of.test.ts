import { attributeSteps, type AttributeOptions, type EvaluatedContext } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createToyBackend } from '@reagent/testing';
import { expect, test } from 'vitest';
import type { DemoRun } from '../settings.ts';
import { replacementsOf } from './replacements-of.ts';

/** Of the text "a b cd": its last word is two tokens. The probability before is 0.8. */
const texts = { 10: 'x', 11: 'y', 12: ' z' };
const tokens = ['a', ' b', ' c', 'd'].map((text, id) => ({ id, text }));

function changed(substitutes: EvaluatedContext['substitutes'], probability: number, own = {}): EvaluatedContext {
  const score = { logProbability: Math.log(probability), logOdds: 0, bound: false, clamped: false };
  return { purpose: 'update', probe: 0, target: null, replaced: [], substitutes, scores: [score], ...own };
}

function runOf(trace: readonly EvaluatedContext[], target = {}): DemoRun {
  const targets = [{ probability: 0.8, insteadOf: null, ...target }];
  return { result: { tokens, targets }, trace, texts } as unknown as DemoRun;
}

test('what moved the target most comes first, with what it was alone', () => {
  const trace = [
    changed([[0, 10]], 0.2),
    changed([[0, 10], [1, 11]], 0.4), // prettier-ignore
    changed([[0, 11], [1, 12], [2, 10]], 0.9), // prettier-ignore
    changed([[1, 11]], 0.6),
    changed([], 0.8),
  ];
  const { before, replaced, kept, list } = replacementsOf(runOf(trace), [0], 0);
  expect(before).toBe(0.8);
  expect(replaced.rows).toBe(3);
  expect(replaced.after).toBeCloseTo(0.5, 12);
  expect(kept).toEqual({ rows: 1, after: expect.closeTo(0.6, 12) as number });
  expect(list.map(({ text, rows, others }) => [text, rows, others])).toEqual([
    ['x', 2, 0.5],
    ['y', 1, 2],
  ]);
  const numbers = ({ after, lowest, highest }: (typeof list)[number]) =>
    [after, lowest, highest].map((x) => x.toFixed(6));
  expect(numbers(list[0]!)).toEqual(['0.300000', '0.200000', '0.400000']);
  expect(list[0]!.alone).toEqual({ rows: 1, after: expect.closeTo(0.2, 12) as number });
  expect(list[1]!.alone).toEqual({ rows: 0, after: null });
});

test('a unit of several tokens is read as it stood, also where only a part of it was replaced', () => {
  const trace = [changed([[2, 12], [3, 10]], 0.5), changed([[3, 11]], 0.1)]; // prettier-ignore
  expect(replacementsOf(runOf(trace), [2, 3], 0).list.map(({ text }) => text)).toEqual([' cy', ' zx']);
});

test('drawing what stands there is said, and a token without a text is named by its number', () => {
  const { list } = replacementsOf(runOf([changed([[0, 0]], 0.8), changed([[0, 99]], 0.7)]), [0], 0);
  expect(list.map(({ text, same }) => [text, same])).toEqual([
    ['[99]', false],
    ['[0]', true],
  ]);
});

test('of a contrast the share of the two is compared, and a stop test counts for its own target alone', () => {
  const trace = [changed([[0, 10]], 0.5, { purpose: 'stop-test', target: 1 }), changed([[0, 11]], 0.25)];
  const { before, list } = replacementsOf(runOf(trace, { probability: 0.6, insteadOf: { probability: 0.2 } }), [0], 0);
  expect(before).toBeCloseTo(0.75, 12);
  expect(list.map(({ text }) => text)).toEqual(['y']);
});

test('of a real run: every changed text counts once, and its numbers are the model’s', async () => {
  const backend = createToyBackend();
  const options: AttributeOptions = {
    ...{ backend, replacer: createRandomReplacer(), text: 'The capital of France is', seed: 1 },
    ...{ stopping: null, limits: { evaluations: 60 } },
  };
  const trace: EvaluatedContext[] = [];
  for await (const event of attributeSteps(options)) {
    if (event.type === 'swept' || event.type === 'step') trace.push(...event.evaluated());
    if (event.type !== 'finished') continue;
    const ids = new Set(trace.flatMap(({ substitutes }) => substitutes.map(([, id]) => id)));
    const named = Object.fromEntries(Array.from(ids, (id) => [id, backend.tokenizer.decode([id])]));
    const france = event.result.tokens.findIndex(({ text }) => text === ' France');
    const found = replacementsOf({ result: event.result, trace, texts: named }, [france], 0);
    expect(found.replaced.rows + found.kept.rows).toBe(
      trace.filter(({ substitutes }) => substitutes.length > 0).length,
    );
    expect(found.list.reduce((sum, { rows }) => sum + rows, 0)).toBe(found.replaced.rows);
    expect(found.list.reduce((sum, { alone }) => sum + alone.rows, 0)).toBeGreaterThan(0); // the sweep
    expect(found.replaced.after!).toBeLessThan(found.kept.after!);
    expect(found.before).toBe(event.result.targets[0]!.probability);
  }
});
