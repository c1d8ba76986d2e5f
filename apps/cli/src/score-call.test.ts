import { ReagentError } from '@reagent/core';
import { expect, test } from 'vitest';
import type { Call } from './calls.ts';
import { parseCommandLine } from './command-line.ts';

function score(...args: string[]): Call {
  return parseCommandLine(['score', ...args]);
}

function problem(...args: string[]): string {
  try {
    score(...args);
  } catch (error) {
    if (ReagentError.isInstance(error) && error.code === 'INVALID_OPTION') return error.message;
    throw error;
  }
  return 'none';
}

const tiny = {
  ...{ model: null, dtype: null, revision: null, cacheDir: null, threads: null, batchSize: 1 },
  ...{ maskedModel: null, maskedDtype: null, maskedRevision: null, remote: null },
};

test('a text alone asks the tiny model for its ten best', () => {
  expect(score('--text', 'x')).toEqual({
    command: 'score',
    context: 'x',
    tokens: [],
    top: 10,
    models: tiny,
    json: null,
  });
});

test('every option arrives; ids come before texts', () => {
  const texts = ['--token-text', ' a, b', '--token-text', '-c'];
  const options =
    '--ids 1,2,3 --tokens 4,05 --model m --dtype fp32 --revision v1 --cache-dir c --threads 2 --json out.json'.split(
      ' ',
    );
  expect(score(...texts, ...options)).toEqual({
    command: 'score',
    context: [1, 2, 3],
    tokens: [4, 5, ' a, b', '-c'],
    top: 10,
    models: { ...tiny, model: 'm', dtype: 'fp32', revision: 'v1', cacheDir: 'c', threads: 2 },
    json: 'out.json',
  });
  expect(score('--ids', '0, 7', '--top', '3', '--json')).toMatchObject({ context: [0, 7], top: 3, json: '-' });
});

test('a model on a server is chosen as for an explanation', () => {
  const remote = ['--backend', 'remote', '--url', 'http://h:1', '--allow-plain-http'];
  expect(score('--text', 'x', ...remote)).toMatchObject({
    models: { remote: { url: 'http://h:1', tokenizer: null, allowPlainHttp: true } },
  });
});

test('a text may be empty, or begin with a dash', () => {
  expect(score('--text', '')).toMatchObject({ context: '' });
  expect(score('--text', '-5 degrees is')).toMatchObject({ context: '-5 degrees is' });
});

test.each([
  [[], 'give --text or --ids'],
  [['--tokens', '1'], 'give --text or --ids'],
  [['--text', 'x', '--ids', '1'], "'--ids <ids>' cannot be used with option '--text <text>'"],
  [['--text', 'x', '--top', '3', '--tokens', '1'], "'--top <k>' cannot be used with option '--tokens <ids>'"],
  [['--text', 'x', '--top', '3', '--token-text', 'a'], "cannot be used with option '--token-text <text>'"],
  [['--text', 'x', '--top', '0'], 'a whole number of at least 1'],
  [['--text', 'x', '--masked-model', 'm'], "unknown option '--masked-model'"],
  [['The capital'], 'put the text in quotes'],
  ...['', ',', '1,', '1 2', '-1', '1.5', '0x1', 'a', '9007199254740993'].flatMap((ids): [string[], string][] => [
    [['--ids', ids], 'token ids with commas between them'],
    [['--ids', '1', '--tokens', ids], 'token ids with commas between them'],
  ]),
])('%j is refused: %s', (args, words) => {
  expect(problem(...args)).toContain(words);
});

test('its help names every option, and the first help names it', () => {
  const help = score('--help');
  for (const name of ['text', 'ids', 'tokens', 'token-text', 'top', 'model', 'dtype', 'threads', 'json', 'debug']) {
    expect(help).toMatchObject({ command: 'print', text: expect.stringMatching(new RegExp(`^ +--${name} `, 'm')) });
  }
  expect(help).toMatchObject({ text: expect.stringContaining('"logProb", "probability", "rank"') });
  expect(parseCommandLine(['--help'])).toMatchObject({ text: expect.stringContaining('reagent score --help') });
});
