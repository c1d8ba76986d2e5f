import { ReagentError } from '@reagent/core';
import { expect, test } from 'vitest';
import { errorLine, exitCodeOf } from './error-line.ts';
import { Interrupted } from './interrupt.ts';

test('one line with the code, and nothing raw in it', () => {
  const error = new ReagentError('TARGET_NOT_ONE_TOKEN', 'not one token: "\u001b[2J\n"');
  expect(errorLine(error, false)).toBe('reagent: not one token: "␛[2J␊" [TARGET_NOT_ONE_TOKEN]\n');
});

test('the stack, and that of the cause, only with --debug', () => {
  const error = new ReagentError('ENGINE_FAILED', 'the engine failed', { cause: new TypeError('deep down') });
  expect(errorLine(error, false).split('\n')).toHaveLength(2);
  expect(errorLine(error, true)).toMatch(
    /^reagent: the engine failed \[ENGINE_FAILED\]\n[^]*at [^]*TypeError: deep down\n/,
  );
});

test('what is no error of ours is said to be so', () => {
  expect(errorLine(new TypeError('x is not a function'), false)).toBe(
    'reagent: unexpected: x is not a function (--debug shows where) [INTERNAL]\n',
  );
  expect(errorLine(new Interrupted(), false)).toBe('reagent: interrupted before there was a result\n');
});

test.each([
  [new ReagentError('EMPTY_TEXT', ''), 2],
  [new ReagentError('MODEL_NOT_FOUND', ''), 2],
  [new ReagentError('ENGINE_FAILED', ''), 1],
  [new ReagentError('PLUGIN_BROKE_RULE', ''), 1],
  [new Error('x'), 1],
  ['a string', 1],
])('%s ends with %d', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});
