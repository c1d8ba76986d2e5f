import { expect, test } from 'vitest';
import { doneShare, progressWords } from './progress-words.ts';

const half = { evaluations: 100, maxEvaluations: 200, step: 1, maxSteps: null, seconds: 2 };

test('rate and time left follow from what is done', () => {
  expect(progressWords(half)).toBe('100 of 200 evaluations · 50/s · at most 2 s left');
});

test('the nearer limit counts', () => {
  expect(doneShare({ ...half, step: 9, maxSteps: 10 })).toBe(0.9);
  expect(doneShare({ ...half, maxEvaluations: null })).toBe(0);
  expect(doneShare({ ...half, evaluations: 300 })).toBe(1);
});

test('without a limit no time is promised', () => {
  expect(progressWords({ ...half, maxEvaluations: null })).toBe('100 evaluations · 50/s');
});

test.each([
  [200, '3 min 20 s'],
  [7500, '2 h 5 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(progressWords({ ...half, seconds })).toContain(`at most ${words} left`);
});
