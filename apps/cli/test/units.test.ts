import { parseResult } from '@reagent/result-schema';
import { expect, test } from 'vitest';
import { reagent } from './in-process.ts';

const text = 'Anna went to Rome. The capital of France is';

test('--unit sentence replaces sentences, and the view has a line for each', async () => {
  const { code, stdout } = await reagent(text, '--unit', 'sentence', '--quiet');
  expect(stdout).toMatch(/^ {2}" The capital of France is" .*[+-]\d/m);
  expect(stdout).toMatch(/^ {2}"Anna went to Rome\." /m);
  expect(stdout).toContain('loses when the sentence is replaced');
  expect(code).toBe(0);
});

test('the result says what was replaced as one, what is pinned, and can be read again', async () => {
  const json = await reagent(text, '--json', '-', '--quiet', '--unit', 'word', '--pin', 'The', '--part', 'city=/Rome/');
  const result = parseResult(json.stdout);
  expect(result).toEqual(JSON.parse(json.stdout));
  expect(result.units?.map((unit) => unit.name ?? unit.text)).toEqual([
    'Anna',
    ' went',
    ' to',
    'city',
    '.',
    ' capital',
    ' of',
    ' France',
    ' is',
  ]);
  const pinned = result.tokens.filter((token) => token.pinned && !token.special);
  expect(pinned.map((token) => token.text)).toEqual([' The']);
  expect(result.settings).toMatchObject({
    unit: 'word',
    pin: ['The'],
    parts: [{ name: 'city', part: { pattern: 'Rome' } }],
  });
});

test('--part alone replaces the named parts and nothing else', async () => {
  const { stdout } = await reagent(text, '--part', 'who=Anna', '--part', 'country=France', '--quiet');
  expect(stdout).toMatch(/^ {2}"country" .*\+\d/m);
  expect(stdout).toMatch(/^ {2}"who" /m);
  expect(stdout).toContain('loses when the part is replaced');
});

test('--by sentence puts tokens together after the run', async () => {
  const { stdout } = await reagent(text, '--by', 'sentence', '--quiet');
  expect(stdout).toMatch(/^ {2}" The capital of France is" .*[+-]\d/m);
  expect(stdout).toContain('loses when the token is replaced');
});

test('--unit auto goes down to the word, and the result has its levels', async () => {
  const long = `${'Anna went to the old city. She lives there now. '.repeat(4)}The capital of France is`;
  const { stdout } = await reagent(long, '--unit', 'auto', '--json', '-', '--quiet', '--target', ' Paris');
  const result = parseResult(stdout);
  expect(result.levels?.map((level) => level.unit)).toEqual(['sentence', 'word']);
  expect(result.levels?.[0]?.units).toHaveLength(9);
  expect(result.rationale[0]?.map((at) => result.tokens[at]?.text)).toContain(' France');
  expect(result.cost.evaluations).toBeLessThanOrEqual(300);
});

test('what is not there is wrong use', async () => {
  const { code, stderr } = await reagent(text, '--pin', 'Madrid');
  expect(stderr).toBe('reagent: pin: the text has no "Madrid" [INVALID_OPTION]\n');
  expect(code).toBe(2);
});
