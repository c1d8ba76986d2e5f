import type { Effect, ResultToken } from '@reagent/core';
import { expect, test } from 'vitest';
import { effect, exampleResult, tokensOf } from '../../test/example-result.ts';
import { attributionView } from './attribution-view.ts';
import { contextCells } from './view-cells.ts';

function cellsOf(text: string, tokens: readonly ResultToken[], effects: readonly (Effect | null)[]) {
  return contextCells(attributionView(exampleResult({ text, tokens, effect: [effects] })), 0, 'effect');
}

test('a character cut across tokens is shown once, with the sum of its tokens', () => {
  const [hi] = tokensOf(['Hi']);
  const half = { ...hi!, text: '\ufffd', start: 2, end: 4 };
  const effects = [effect(1), null, effect(-3), effect(2)];
  const cells = cellsOf('Hi😀!', [hi!, half, half, { ...half, text: '!', start: 4, end: 5 }], effects);
  expect(cells.map(({ text, strength }) => [text, strength])).toEqual([
    ['Hi', 2],
    ['😀', -3],
    ['!', 3],
  ]);
});

test('a start token is shown only where it counts', () => {
  const [hi] = tokensOf(['Hi']);
  const tokens = [{ ...hi!, text: '<s>', end: 0, special: true }, hi!];
  expect(cellsOf('Hi', tokens, [null, effect(1)]).map(({ text }) => text)).toEqual(['Hi']);
  expect(cellsOf('Hi', tokens, [effect(2), effect(1)]).map(({ text }) => text)).toEqual(['<s>', 'Hi']);
});

test('what the chat template wrote is quiet, and stays in its place', () => {
  const [user, hello] = tokensOf(['<user>', ' hello']);
  const cells = cellsOf('<user> hello', [{ ...user!, template: true }, hello!], [null, effect(2)]);
  expect(cells.map(({ text, style }) => [text, style])).toEqual([
    ['<user>', 'quiet'],
    [' hello', 'token'],
  ]);
});

test('what comes after the target is not its context', () => {
  const targets = [{ ...exampleResult().targets[0]!, position: 3 }];
  const view = attributionView(exampleResult({ targets }));
  expect(contextCells(view, 0, 'effect').map(({ text }) => text)).toEqual(['The', ' capital', ' of']);
});
