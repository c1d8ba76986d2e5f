import { expect, test } from 'vitest';
import { shareBeginning } from './share-beginning.ts';

test.each([
  [
    'half of it',
    [
      [1, 2, 3, 4],
      [1, 2, 5, 6],
      [1, 2, 3, 7],
    ],
    true,
  ],
  [
    'less than half in one of them',
    [
      [1, 2, 3, 4],
      [1, 2, 3, 7],
      [1, 5, 3, 4],
    ],
    false,
  ],
  [
    'all of it',
    [
      [1, 2],
      [1, 2],
    ],
    true,
  ],
  [
    'a beginning longer than another context',
    [
      [1, 2, 3, 4],
      [1, 2],
    ],
    true,
  ],
  [
    'nothing but what comes later',
    [
      [1, 2, 3, 4],
      [5, 2, 3, 4],
    ],
    false,
  ],
  ['nobody to share it with', [[1, 2, 3, 4]], false],
  ['no context', [], false],
])('%s', (_, contexts, expected) => {
  expect(shareBeginning(contexts)).toBe(expected);
});
