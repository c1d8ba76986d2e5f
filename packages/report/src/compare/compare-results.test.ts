import { ReagentError } from '@reagent/core';
import { expect, test } from 'vitest';
import { effect, exampleResult, tokensOf } from '../../test/example-result.ts';
import { compareResults } from './compare-results.ts';
import { averageRanks, kendall, spearman } from './rank-agreement.ts';
import { renderComparison } from './render-comparison.ts';

test('ties share the mean of their ranks', () => {
  expect(averageRanks([10, 20, 10, 5])).toEqual([2.5, 4, 2.5, 1]);
});

// The third row's tau and the fourth's rho are the examples of SciPy's documentation; the others by hand.
test.each([
  [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 1, 1],
  [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], -1, -1],
  [[12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -0.47140452079103173, -5 / Math.sqrt(9 * 9.5)],
  [[1, 2, 3, 4, 5], [5, 6, 7, 8, 7], 7 / Math.sqrt(90), 0.8207826816681233],
])('%j and %j', (a, b, tau, rho) => {
  expect(kendall(a, b)).toBeCloseTo(tau, 12);
  expect(spearman(a, b)).toBeCloseTo(rho, 12);
});

test('without an order on one side nothing is claimed', () => {
  expect([kendall([1, 1], [1, 2]), spearman([1, 1], [1, 2]), kendall([], []), spearman([], [])]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

const other = exampleResult({
  effect: [[effect(5, 4, 6), effect(7, 6, 8), effect(-4, -5, -3), effect(1, 0, 2), effect(9, 8, 10)]],
  settings: { ...exampleResult().settings, seed: 8 },
});

test('compares what has a number in both', () => {
  const comparison = compareResults(exampleResult(), other);
  expect(comparison.differences).toEqual([{ name: 'settings.seed', a: 7, b: 8 }]);
  const [target] = comparison.targets;
  expect(target?.rows.map(({ label, rankA, rankB }) => [label, rankA, rankB])).toEqual([
    ['"The"', 4, 2],
    ['" capital"', 2, 1],
    ['" of"', 3, 3],
    ['" France"', 1, 4],
  ]);
  expect(target?.overlap).toEqual({ shared: 2, of: 3 });
  expect(target?.kendall).toBeCloseTo(1 / 3, 12);
});

test('as text', () => {
  const text = renderComparison(compareResults(exampleResult(), other), { names: ['a.json', 'b.json'] });
  expect(text).toMatchInlineSnapshot(`
    "A: a.json
    B: b.json
    The runs differ (A / B), so the numbers are not on one scale:
      settings.seed: 7 / 8

    " Paris", effect by token, 4 of them in both
      Kendall’s tau-b 0.33 · Spearman 0.40 · 2 of the 3 strongest are the same

                      A  rank     B  rank
      " France"   +10.3     1  +1.0     4
      " capital"   +7.9     2  +7.0     1
      "The"        +0.3     4  +5.0     2
      " of"        -4.1     3  -4.0     3
    "
  `);
});

test('results of models that cut the text otherwise are compared by word', () => {
  const pieces = exampleResult({
    tokens: tokensOf(['The', ' cap', 'ital', ' of France', ' is']),
    effect: [[effect(1), effect(2), effect(3), effect(4), effect(5)]],
  });
  const comparison = compareResults(exampleResult({ effect: [[1, 2, 3, 4, 5].map((value) => effect(value))] }), pieces);
  expect(comparison.granularity).toBe('word');
  expect(comparison.targets[0]?.rows.map(({ label, b }) => [label, b.effect?.estimate])).toEqual([
    ['"The"', 1],
    ['" capital"', 5],
    ['" is"', 5],
  ]);
});

test.each([
  ['another text', { text: 'The capital of Italy is' }, {}, 'different texts'],
  [
    'other tokens by token',
    { tokens: tokensOf(['The cap', 'ital', ' of', ' France', ' is']) },
    { granularity: 'token' },
    'different tokens',
  ],
  ['other targets', { targets: [...exampleResult().targets, ...exampleResult().targets] }, {}, '1 and 2 targets'],
] as const)('refuses %s', (_, changes, options, words) => {
  try {
    compareResults(exampleResult(), exampleResult(changes), options);
    throw new Error('nothing was thrown');
  } catch (error) {
    expect(ReagentError.isInstance(error) && error.code).toBe('INVALID_INPUT');
    expect(String(error)).toContain(words);
  }
});
