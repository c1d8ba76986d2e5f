import { existsSync } from 'node:fs';
import type { Estimate } from '@reagent/core';
import { expect, test } from 'vitest';
import { estimateWords } from '../src/dry-run.ts';
import { reagent } from './in-process.ts';

const text = 'The capital of France is';

test('evaluations and seconds are told, and nothing is run or written', async () => {
  const { code, stdout, stderr } = await reagent(
    text,
    '--dry-run',
    '--checkpoint',
    'never.journal',
    '--trace',
    'never.jsonl',
  );
  expect(stdout).toMatch(
    /^at most 200 evaluations, about \d+ s: [\d.]+ ms each, as 8 took; the limit is that of evaluations, and a met criterion ends it before\n$/,
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(existsSync('never.journal') || existsSync('never.jsonl')).toBe(false);
});

test('limits cut it; as JSON', async () => {
  const json = async (...options: string[]): Promise<Estimate> =>
    JSON.parse((await reagent(text, '--dry-run', '--json', '-', ...options)).stdout) as Estimate;
  expect(await json('--max-evaluations', '17')).toMatchObject({ evaluations: 17, endedBy: 'evaluations' });
  expect(await json('--max-evaluations', 'none', '--max-steps', '2')).toMatchObject({
    evaluations: 22,
    endedBy: 'steps',
  });
  const unlimited = await json('--max-evaluations', 'none');
  expect(unlimited).toMatchObject({ evaluations: null, seconds: null, endedBy: null });
  expect(unlimited.measured.secondsPerEvaluation).toBeGreaterThan(0);
});

test('in words', () => {
  const measured = { startSeconds: 0.1, evaluations: 8, secondsPerEvaluation: 0.00321 };
  expect(estimateWords({ evaluations: null, seconds: null, endedBy: null, measured })).toBe(
    'no limit ends it: 3.2 ms each, as 8 took; give --max-evaluations, --max-steps or --max-seconds',
  );
  expect(estimateWords({ evaluations: 1, seconds: 0.1, endedBy: 'nothing-to-replace', measured })).toBe(
    'at most 1 evaluation, about 1 s: no token of the text may be replaced',
  );
  expect(estimateWords({ evaluations: 40000, seconds: 128.5, endedBy: 'steps', measured })).toContain(
    'at most 40000 evaluations, about 2 min 9 s: 3.2 ms each',
  );
});
