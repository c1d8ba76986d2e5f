import { expect, test } from 'vitest';
import { scoreTable } from './score-table.ts';

test('columns are even, and rounding makes nothing certain or impossible', () => {
  const tokens = [
    { id: 7, text: ' Paris', logProb: -1e-6, probability: Math.exp(-1e-6), rank: 0 },
    { id: 1234, text: '\u001b[2J', logProb: -14.2, probability: Math.exp(-14.2), rank: 12 },
    { id: 0, text: '<s>', logProb: null, probability: 0, rank: 99 },
    { id: 3, text: 'x', logProb: -7.5, probability: Math.exp(-7.5), rank: { atLeast: 20 }, upperBound: true as const },
  ];
  expect(scoreTable({ model: 'm:fp32', context: [5], tokens }, 'a\u202e').split('\n')).toEqual([
    'a⟨U+202E⟩ → (1 token, m:fp32)',
    '  rank    id          log p          p  token',
    '     0     7  -0.0000010000   > 0.9999  " Paris"',
    '    12  1234        -14.200    6.81e-7  "␛[2J"',
    '    99     0             -∞     0.0000  "<s>"',
    '  ≥ 20     3      ≤ -7.5000  ≤ 5.53e-4  "x"',
    '',
  ]);
});
