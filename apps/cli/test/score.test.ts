import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NextTokenScores } from '../src/next-token-scores.ts';
import { reagent } from './in-process.ts';

interface Golden {
  readonly text: string;
  readonly ids: readonly number[];
  readonly targets: readonly number[];
  readonly logprobs: readonly number[];
  readonly ranks: readonly number[];
  readonly top5: readonly number[];
}

// A model that an exporter made, with the numbers that PyTorch gives for it.
const backend = dirname(fileURLToPath(import.meta.resolve('@reagent/backend-onnx-node/package.json')));
const fixtures = join(backend, 'fixtures');
const goldens = (JSON.parse(readFileSync(join(fixtures, 'pytorch.json'), 'utf8')) as Record<string, Golden[]>)['gpt2'];
const gpt2 = ['--model', join(fixtures, 'gpt2'), '--dtype', 'fp32'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function score(...args: string[]): Promise<NextTokenScores> {
  const { code, stdout, stderr } = await reagent('score', ...args, '--json', '-');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^\{[^\n]*\}\n$/);
  return JSON.parse(stdout) as NextTokenScores;
}

test.each(goldens ?? [])('another implementation’s numbers after $text', async ({ text, ids, targets, ...golden }) => {
  const { model, context, tokens } = await score(...gpt2, '--ids', `${ids}`, '--tokens', `${targets}`);
  expect(model).toMatch(/^gpt2:fp32:[0-9a-f]{12}$/);
  expect(context).toEqual(ids);
  expect(tokens.map(({ id }) => id)).toEqual(targets);
  expect(tokens.map(({ rank }) => rank)).toEqual(golden.ranks);
  tokens.forEach(({ logProb, probability }, index) => {
    expect(logProb).toBeCloseTo(golden.logprobs[index]!, 5); // float32 logits of another engine
    expect(probability).toBe(Math.exp(logProb!));
  });
  expect(await score(...gpt2, '--text', text, '--tokens', `${targets}`)).toEqual({ model, context, tokens });
});

test('without tokens the most probable ones, best first', async () => {
  const [{ ids, top5 }] = goldens as [Golden];
  const { tokens } = await score(...gpt2, '--ids', `${ids}`, '--top', '5');
  expect(tokens.map(({ id }) => id)).toEqual(top5);
  expect(tokens.map(({ rank }) => rank)).toEqual([0, 1, 2, 3, 4]);
});

test('probabilities of the whole vocabulary sum to one', async () => {
  const { tokens } = await score(...gpt2, '--ids', '1,2', '--top', '461');
  expect(new Set(tokens.map(({ id }) => id)).size).toBe(461);
  expect(tokens.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 7);
});

test('texts name tokens as ids do, on the model that comes along', async () => {
  const text = 'The capital of France is';
  const { tokens, context } = await score('--text', text, '--token-text', ' Paris', '--token-text', ' French');
  expect(tokens.map(({ text: shown, rank }) => [shown, rank])).toEqual([
    [' Paris', 0],
    [' French', 1],
  ]);
  const ids = tokens.map(({ id }) => id);
  expect(await score('--ids', `${context}`, '--tokens', `${ids}`)).toMatchObject({ tokens });
});

test('--json with a file writes the same there, and the table to stdout', async () => {
  const file = join(folder, 'scores.json');
  const args = ['--text', 'The capital of France is', '--token-text', ' Paris'];
  const { code, stdout } = await reagent('score', ...args, '--json', file);
  expect(stdout).toMatch(/^<s>The capital of France is → \(6 tokens, [^\n]*\)\n/);
  expect(stdout).toMatch(/^ +0 +\d+ +-0\.00\d+ +0\.9\d+ {2}" Paris"$/m);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(await score(...args));
  expect(await readdir(folder)).toEqual(['scores.json']);
  expect(code).toBe(0);
});

test.each([
  [['--ids', '1', '--tokens', '461'], 'INVALID_INPUT', 'token id 461 is outside the vocabulary'],
  [['--ids', '461'], 'INVALID_INPUT', 'token id 461 is outside the vocabulary'],
  [['--ids', `${Array(65).fill(1)}`], 'TEXT_TOO_LONG', '65 tokens and the model takes 64'],
  [['--ids', '1', '--top', '462'], 'INVALID_OPTION', '--top 462: this model has 461 tokens'],
  [['--text', ''], 'EMPTY_TEXT', 'no tokens'],
  [['--ids', '1', '--token-text', ' the stone'], 'TARGET_NOT_ONE_TOKEN', '--token-text: " the stone" is '],
  [['--ids', '1', '--token-text', ''], 'TARGET_NOT_ONE_TOKEN', '--token-text: the text has no tokens'],
  [['--ids', '1', '--json', 'no-such-folder/x.json'], 'INVALID_OPTION', 'there is no folder'],
])('%j is refused with %s', async (args, name, words) => {
  const { code, stdout, stderr } = await reagent('score', ...gpt2, ...args);
  expect(stderr).toMatch(new RegExp(`^reagent: [^\\n]+ \\[${name}\\]\\n$`));
  expect(stderr).toContain(words);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('a missing folder is said', async () => {
  const { code, stderr } = await reagent('score', '--ids', '1', '--model', 'no-such-folder', '--dtype', 'fp32');
  expect(stderr).toMatch(/no-such-folder[^\n]*\[MODEL_NOT_FOUND\]\n$/);
  expect(code).toBe(2);
});
