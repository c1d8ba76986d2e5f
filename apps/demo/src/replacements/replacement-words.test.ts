import type { ResultTarget } from '@reagent/core';
import { expect, test } from 'vitest';
import { alongWords, movedWords, probabilityWords } from './replacement-words.ts';

const target = { text: ' Paris', insteadOf: null } as ResultTarget;
const found = { before: 0.9, replaced: { rows: 1, after: 0.25 }, kept: { rows: 12, after: 0.8 }, list: [] };

test('probabilities are never rounded to the certain or the impossible', () => {
  const values = [0, 1e-5, 0.004, 0.0123, 0.5, 0.997, 0.99999, 1];
  expect(values.map(probabilityWords)).toEqual([
    '0.000',
    '1.0e-5',
    '0.004',
    '0.01',
    '0.50',
    '0.997',
    '> 0.999',
    '1.000',
  ]);
});

test('what replacing it does stands beside what keeping it does', () => {
  expect(movedWords(found, target)).toBe(
    'the probability of " Paris" is 0.90 in the text as it is, 0.25 on average in the 1 changed text that replaced it, ' +
      'and 0.80 in the 12 changed texts that kept it and replaced others.',
  );
  const contrast = { ...target, insteadOf: { id: 1, text: ' Rome', probability: 0.1, rank: 1 } };
  expect(movedWords({ ...found, kept: { rows: 0, after: null } }, contrast)).toBe(
    'the share of " Paris" beside " Rome" is 0.90 in the text as it is, 0.25 on average in the 1 changed text that replaced it.',
  );
});

test('how many were replaced along', () => {
  expect([0, 1, 1.52].map(alongWords)).toEqual(['none', '1', '1.5']);
});
