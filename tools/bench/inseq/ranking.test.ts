import { expect, it } from 'vitest';
import { readItems, type Item } from '../../study/items.ts';
import { hitsOf } from './ranking.ts';

const item: Item = { ...(readItems('attribution', 1)[0] as Item), antecedent: { start: 4, end: 7 } };
const tokens = [
  { start: 0, end: 0, special: true },
  { start: 0, end: 3, special: false },
  { start: 3, end: 7, special: false },
  { start: 7, end: 9, special: false },
  { start: 9, end: 12, special: false },
];

it.each([
  ['the best', [0, 0, 9, 1, 2], { two: 1, three: 1 }],
  ['the third', [0, 4, 1, 3, 0], { two: 0, three: 1 }],
  ['the last', [0, 4, 1, 3, 2], { two: 0, three: 0 }],
  ['the second when special tokens are left out', [9, 4, 3, 1, 2], { two: 1, three: 1 }],
  ['the second of those that have a score', [0, 4, 3, null, null], { two: 1, three: 1 }],
])('finds a cause that is %s', (_, scores, hits) => {
  expect(hitsOf(item, tokens, scores)).toEqual(hits);
});

it('counts a miss where there is no number, and where there are no scores', () => {
  const missed = { two: 0, three: 0 };
  expect(hitsOf(item, tokens, [null, null, null, null, null])).toEqual(missed);
  expect(hitsOf(item, tokens, [0, 1, null, 0, 0])).toEqual(missed);
  expect(hitsOf(item, tokens, [])).toEqual(missed);
});
