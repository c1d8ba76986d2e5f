import type { AttributionResult, EvaluatedContext } from '@reagent/core';
import { describe, expect, test } from 'vitest';
import type { DemoSettings } from '../settings.ts';
import { beatOf } from './replay-clock.ts';
import { settingsAfter } from './settings-after.ts';
import { largestChange, percent, triedPieces } from './tried-text.ts';

const score = (logProbability: number) => ({ logProbability, logOdds: 0, bound: false, clamped: false });
const token = (id: number, text: string, start: number) => ({ id, text, start, end: start + text.length });
const result = {
  tokens: [{ ...token(0, '<s>', 0), end: 0 }, token(1, 'The', 0), token(2, ' cat', 3), token(3, ' sat', 7)],
  targets: [
    { text: ' on', insteadOf: null },
    { text: ' mat', insteadOf: { text: ' rug' } },
  ],
} as unknown as AttributionResult;
const tried: EvaluatedContext = {
  ...{ purpose: 'update', probe: 0, target: null, replaced: [1, 2] },
  substitutes: [
    [2, 9],
    [3, 3],
  ],
  scores: [score(Math.log(0.4)), score(Math.log(0.1))],
};

describe('a text that was tried', () => {
  test('has its substitutes marked, not what was drawn again, and nothing for what stands for no text', () => {
    expect(triedPieces(result, tried, { 9: ' dog\n', 3: ' sat' })).toEqual([
      { space: '', shown: 'The', isSubstitute: false },
      { space: ' ', shown: 'dog␊', isSubstitute: true },
      { space: ' ', shown: 'sat', isSubstitute: false },
    ]);
    expect(triedPieces(result, tried, { 9: ' ', 3: ' sat' })[1]).toEqual({ space: '', shown: '␣', isSubstitute: true });
  });

  test('tells of the target that it changed most', () => {
    const change = largestChange(result, [score(Math.log(0.5)), score(Math.log(0.9))], tried);
    expect(change?.target).toBe('“mat” rather than “rug”');
    expect([change?.before, change?.after].map((value) => value?.toFixed(6))).toEqual(['0.900000', '0.100000']);
  });

  test.each([
    [1, '100 %'],
    [0.9954, '99.5 %'],
    [0.48, '48 %'],
    [0.0234, '2 %'],
    [0.0006, '0.06 %'],
    [1e-6, 'under 0.01 %'],
    [0, '0 %'],
  ])('%d is %s', (probability, words) => expect(percent(probability)).toBe(words));
});

test('a replay takes about as long whatever its length; with reduced motion it is a few still pictures', () => {
  expect(beatOf(10, false)).toEqual({ milliseconds: 400, texts: 1 });
  expect(beatOf(90, false)).toEqual({ milliseconds: 100, texts: 1 });
  expect(beatOf(1000, false)).toEqual({ milliseconds: 40, texts: 1 });
  expect(beatOf(199, true)).toEqual({ milliseconds: 1200, texts: 25 });
});

describe('trying an example', () => {
  const now: DemoSettings = {
    ...{ text: 'old', target: 5, insteadOf: 6, unit: 'token', replacer: 'roberta', seed: 3, evaluations: 90 },
    model: 'tiny',
  };

  test('of the tiny pair takes all of it over', () => {
    const example: DemoSettings = { ...now, text: 'new', target: 7, seed: 1 };
    expect(settingsAfter(example, now)).toBe(example);
  });

  test('of a model of the Hub takes its text and units, and asks for no model', () => {
    const example: DemoSettings = {
      ...now,
      text: 'new',
      unit: 'sentence',
      seed: 1,
      model: { hub: 'a/b', dtype: 'q8' },
    };
    expect(settingsAfter(example, now)).toEqual({
      ...now,
      text: 'new',
      unit: 'sentence',
      target: null,
      insteadOf: null,
    });
  });
});
