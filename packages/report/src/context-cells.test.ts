import { expect, test } from 'vitest';
import { tokensOf } from '../test/example-result.ts';
import { contextCells } from './context-cells.ts';

test('a character cut across tokens is shown once, with the strongest mark of its tokens', () => {
  const [hi] = tokensOf(['Hi']);
  const half = { id: 5, text: '�', start: 2, end: 4, special: false, template: false, answer: false, pinned: false };
  const cells = contextCells('Hi😀!', [hi!, half, half, { ...half, text: '!', start: 4, end: 5 }], [1, 0, -3, 2]);
  expect(cells.map(({ text, strength }) => [text, strength])).toEqual([
    ['Hi', 1],
    ['😀', -3],
    ['!', 2],
  ]);
});

test('a start token is shown only where it counts', () => {
  const start = { id: 0, text: '<s>', start: 0, end: 0, special: true, template: false, answer: false, pinned: false };
  const tokens = [start, ...tokensOf(['Hi'])];
  expect(contextCells('Hi', tokens, [0, 1]).map(({ text }) => text)).toEqual(['Hi']);
  expect(contextCells('Hi', tokens, [2, 1]).map(({ text }) => text)).toEqual(['<s>', 'Hi']);
});

test('what the chat template wrote is quiet, and stays in its place', () => {
  const [user, hello] = tokensOf(['<user>', ' hello']);
  const cells = contextCells('<user> hello', [{ ...user!, template: true }, hello!], [0, 2]);
  expect(cells.map(({ text, style }) => [text, style])).toEqual([
    ['<user>', 'quiet'],
    [' hello', 'token'],
  ]);
});
