import { expect, test } from 'vitest';
import { chooseToken } from './choose-token.ts';

test.each([
  ['the first is the target', [null, null], 5, [5, null]],
  ['the second is contrasted with it', [5, null], 6, [5, 6]],
  ['a third takes the second’s place', [5, 6], 7, [5, 7]],
  ['the second again: no contrast', [5, 6], 6, [5, null]],
  ['the target again: none', [5, 6], 5, [null, null]],
] as const)('%s', (_, [target, insteadOf], id, [nextTarget, nextOther]) => {
  expect(chooseToken({ target, insteadOf }, id)).toEqual({ target: nextTarget, insteadOf: nextOther });
});
