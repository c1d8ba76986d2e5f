import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reagent } from './in-process.ts';

// Arguments, exit code, the code in brackets, and what the line must say.
test.each([
  [[''], 2, 'EMPTY_TEXT', 'no tokens'],
  [['word '.repeat(2000)], 2, 'TEXT_TOO_LONG', 'shorten it'],
  [['The capital', '--target', 'xyzzy'], 2, 'TARGET_BOUNDARY', 'begin it with a space'],
  [['The capital of France is ', '--target', 'Paris and'], 2, 'TARGET_BOUNDARY', 'read as other tokens'],
  [['The capital', '--target', ' Paris is', '--instead-of', ' Rome'], 2, 'TARGET_NOT_ONE_TOKEN', '2 tokens'],
  [['The capital', '--target', ' Rome', '--instead-of', ' Paris is'], 2, 'TARGET_NOT_ONE_TOKEN', '2 tokens'],
  [['The capital', '--target', ' Rome', '--instead-of', ' Rome'], 2, 'INVALID_OPTION', 'is the target itself'],
  [['The capital', '--target', ' Paris is', '--span', '3'], 2, 'INVALID_OPTION', 'the target has 2 tokens'],
  [['The capital', '--answer', '2000'], 2, 'TEXT_TOO_LONG', 'text and answer together'],
  [['The capital', '--target', ''], 2, 'TARGET_NOT_ONE_TOKEN', 'no tokens'],
  [['x', '--probes', '0'], 2, 'INVALID_OPTION', 'at least 1'],
  [['x', '--model', 'no-such-folder', '--dtype', 'fp32'], 2, 'MODEL_NOT_FOUND', 'no-such-folder'],
  [['x', '--model', 'no-such-folder'], 2, 'MODEL_NOT_FOUND', 'no-such-folder'],
  [['x', '--model', 'm', '--dtype', 'fp7'], 2, 'INVALID_OPTION', 'fp32'],
  [['x', '--revision', 'v1'], 2, 'INVALID_OPTION', '--revision needs --model'],
  [['x', '--masked-revision', 'v1'], 2, 'INVALID_OPTION', '--masked-revision needs --masked-model'],
  [['x', '--preset', 'paper', '--bogus'], 2, 'INVALID_OPTION', '--bogus'],
  [['x', '--url', 'http://127.0.0.1:1'], 2, 'INVALID_OPTION', 'need --backend remote'],
  [['x', '--backend', 'remote'], 2, 'INVALID_OPTION', '--url'],
  [['x', '--allow-plain-http'], 2, 'INVALID_OPTION', 'need --backend remote'],
  [['score', '--text', 'x', '--url', 'http://127.0.0.1:1'], 2, 'INVALID_OPTION', 'need --backend remote'],
  [['doctor'], 2, 'INVALID_OPTION', 'doctor needs --url'],
  [['replay', 'no-such-file.json'], 2, 'INVALID_INPUT', 'no such file'],
  [['replay', '.'], 2, 'INVALID_INPUT', 'it is a folder'],
])('%j ends with %d and %s', async (args, code, name, words) => {
  const outcome = await reagent(...args);
  expect(outcome.stderr).toMatch(/^reagent: [^\n]+\n$/);
  expect(outcome.stderr).toContain(`[${name}]`);
  expect(outcome.stderr).toContain(words);
  expect(outcome.stderr).not.toContain('    at ');
  expect(outcome.stdout).toBe('');
  expect(outcome.code).toBe(code);
});

test('--debug adds where it arose', async () => {
  const { stderr } = await reagent('', '--debug');
  expect(stderr).toMatch(/\[EMPTY_TEXT\]\n[^]*\n {4}at /);
});

test('a broken model file is a failure that is said in one line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reagent-cli-'));
  try {
    await writeFile(join(folder, 'config.json'), '{');
    const { code, stderr } = await reagent('x', '--model', folder, '--dtype', 'fp32');
    expect(stderr).toMatch(/^reagent: [^\n]+ \[MODEL_(INVALID|NOT_FOUND)\]\n$/);
    expect([1, 2]).toContain(code);
  } finally {
    await rm(folder, { recursive: true });
  }
});
