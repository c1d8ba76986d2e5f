import { ReagentError } from '@reagent/core';
import { expect, test } from 'vitest';
import type { AttributeCall } from './calls.ts';
import { parseCommandLine } from './command-line.ts';

function attribute(...args: string[]): AttributeCall {
  const call = parseCommandLine(args);
  if (call.command !== 'attribute') throw new Error(`parsed as ${call.command}`);
  return call;
}

function problem(...args: string[]): string {
  try {
    parseCommandLine(args);
  } catch (error) {
    if (ReagentError.isInstance(error) && error.code === 'INVALID_OPTION') return error.message;
    throw error;
  }
  return 'none';
}

test('attribute is the default command', () => {
  expect(attribute('The capital')).toEqual(attribute('attribute', 'The capital'));
  expect(attribute('--seed', '3', 'The capital')).toEqual(attribute('The capital', '--seed', '3'));
});

test('without options nothing overrides the preset', () => {
  expect(attribute('x')).toEqual({
    command: 'attribute',
    input: { kind: 'text', text: 'x' },
    explained: { target: null, answer: null, span: null, whole: false, insteadOf: null },
    replaced: { unit: null, parts: [], pin: [] },
    models: {
      ...{ model: null, dtype: null, revision: null, maskedModel: null, maskedDtype: null, maskedRevision: null },
      ...{ cacheDir: null, threads: null, batchSize: null, remote: null },
    },
    replacer: null,
    stop: null,
    preset: 'default',
    seed: 0,
    probes: null,
    replacingRatio: null,
    difference: null,
    limits: {},
    requireConvergence: false,
    dryRun: false,
    journal: null,
    view: { json: null, html: null, trace: null, show: 'effect', granularity: 'token', quiet: false, colour: true },
  });
});

test('every option arrives', () => {
  const options =
    '--target t --span 2-4 --instead-of u --replacer random --preset inseq --seed 7 --probes 3 --replacing-ratio .2 ' +
    '--difference hellinger --max-steps 4 --checkpoint run.journal ' +
    '--max-evaluations 50 --max-seconds 1.5 --batch-size 8 --threads 2 --json out.json --html out.html --dry-run --trace run.jsonl --show effect --quiet ' +
    '--model m --dtype fp32 --masked-model mm --revision v1 --masked-revision v2 --cache-dir cache --require-convergence --no-colour';
  const parts = [
    '--unit',
    'word',
    '--part',
    'a=b=c',
    '--part',
    'd=/e f/i',
    '--pin',
    'g',
    '--pin',
    '/h/',
    '--by',
    'sentence',
  ];
  expect(attribute('x', ...options.split(' '), ...parts)).toEqual({
    command: 'attribute',
    input: { kind: 'text', text: 'x' },
    explained: { target: 't', answer: null, span: [1, 4], whole: false, insteadOf: 'u' },
    replaced: {
      unit: 'word',
      parts: [
        { name: 'a', part: 'b=c' },
        { name: 'd', part: /e f/i },
      ],
      pin: ['g', /h/],
    },
    models: {
      ...{ model: 'm', dtype: 'fp32', revision: 'v1', maskedModel: 'mm', maskedDtype: 'fp32', maskedRevision: 'v2' },
      ...{ cacheDir: 'cache', threads: 2, batchSize: 8, remote: null },
    },
    replacer: 'random',
    stop: null,
    preset: 'inseq',
    seed: 7,
    probes: 3,
    replacingRatio: 0.2,
    difference: 'hellinger',
    limits: { evaluations: 50, steps: 4, seconds: 1.5 },
    requireConvergence: true,
    dryRun: true,
    journal: { file: 'run.journal', resume: false },
    view: {
      ...{ json: 'out.json', html: 'out.html', trace: 'run.jsonl' },
      ...{ show: 'effect', granularity: 'sentence', quiet: true, colour: false },
    },
  });
});

test('a text may be a message, and messages may come from a file', () => {
  expect(attribute('x', '--chat').input).toEqual({ kind: 'chat', text: 'x' });
  expect(attribute('--messages', 'm.json').input).toEqual({ kind: 'messages', file: 'm.json' });
});

test('the text may come from a file', () => {
  expect(attribute('--text-file', '-').input).toEqual({ kind: 'text-file', file: '-' });
  expect(problem('x', '--text-file', 'f')).toBe('give either a text or --text-file');
  expect(problem('--text-file', 'f', '--chat')).toContain('cannot be used with');
});

test('target and contrast may be token ids', () => {
  const call = attribute('x', '--target-ids', '7,8', '--span', '1', '--instead-of-id', '9');
  expect(call).toMatchObject({ explained: { target: [7, 8], insteadOf: 9 } });
  expect(problem('x', '--target-ids', '1', '--answer', '2')).toContain('cannot be used with');
  expect(problem('x', '--instead-of-id', '1', '--instead-of', 'y')).toContain('cannot be used with');
  expect(problem('x', '--target-ids', '1,x')).toContain('token ids with commas between them');
});

test('a run begins a journal or goes on with one', () => {
  expect(attribute('x', '--resume', 'j').journal).toEqual({ file: 'j', resume: true });
});

test('a replacer and a criterion may be modules of the user', () => {
  expect(attribute('x', '--replacer', './mine.js', '--stop', 'own.js')).toMatchObject({
    replacer: './mine.js',
    stop: 'own.js',
  });
});

test('an answer, of which a token or all as one are explained', () => {
  expect(attribute('x', '--answer', '4', '--span', '3').explained).toMatchObject({ answer: 4, span: [2, 3] });
  expect(attribute('x', '--target', ' a b', '--whole').explained).toMatchObject({ target: ' a b', whole: true });
});

test('a unit may be a regular expression', () => {
  expect(attribute('x', '--unit', '/[^,/]+/u').replaced.unit).toEqual(/[^,/]+/u);
  expect(problem('x', '--unit', 'syllable')).toContain(
    'It must be one of token, word, sentence, line, paragraph, part, auto',
  );
  expect(problem('x', '--unit', '/(/')).toContain('Invalid regular expression');
  expect(problem('x', '--pin', '/a/zz')).toContain('Invalid flags');
  expect(problem('x', '--part', 'name')).toContain('such as city="New York"');
  expect(problem('x', '--part', '=text')).toContain('such as city="New York"');
});

test('a limit of none lifts the preset’s', () => {
  expect(attribute('x', '--max-evaluations', 'none', '--max-steps', 'none').limits).toEqual({
    evaluations: null,
    steps: null,
  });
});

test.each([
  [['--json', '-', 'x'], '-'],
  [['x', '--json'], '-'],
  [['x', '--json', 'a.json'], 'a.json'],
])('%j writes JSON to %s', (args, json) => {
  expect(attribute(...args)).toMatchObject({ input: { text: 'x' }, view: { json } });
});

test.each(['paper', 'referenceCode', 'inseq'])('under %s importance is shown, unless asked otherwise', (preset) => {
  expect(attribute('x', '--preset', preset).view.show).toBe('importance');
  expect(attribute('x', '--preset', preset, '--show', 'effect').view.show).toBe('effect');
});

test('texts that look like options go after --', () => {
  expect(attribute('--', '-5 degrees is').input).toEqual({ kind: 'text', text: '-5 degrees is' });
  expect(attribute('--seed', '1', '--', '--seed').input).toEqual({ kind: 'text', text: '--seed' });
  expect(attribute('--target', '-5', 'x').explained.target).toBe('-5');
});

test.each([
  [['-5 degrees is'], 'goes after --'],
  [['x', '--bogus'], "unknown option '--bogus'"],
  [['x', '--see', '1'], "unknown option '--see'"],
  [['The', 'capital'], 'put the text in quotes'],
  [['attribute'], "missing required argument 'text'"],
  [['--messages', 'm.json', 'x'], 'either a text or --messages'],
  [['--messages', 'm.json', '--chat'], 'cannot be used with'],
  [['--chat'], "missing required argument 'text'"],
  [['replay'], "missing required argument 'file'"],
  [['replay', 'f', '--tolerance', '0'], 'a number above 0'],
  [['x', '--preset', 'mine'], 'default, paper, referenceCode, inseq'],
  [['x', '--preset', 'toString'], 'default, paper, referenceCode, inseq'],
  [['x', '--replacer', 'pos'], 'roberta, random, part-of-speech'],
  [['x', '--difference', 'total'], 'probability, hellinger, total-variation'],
  [['x', '--show', 'all'], 'effect, importance'],
  [['x', '--target'], 'argument missing'],
  [['x', '--checkpoint', 'a', '--resume', 'a'], 'cannot be used with'],
  [['show'], "missing required argument 'file'"],
  [['show', 'a', 'b'], 'too many arguments'],
  [['show', 'a', '--svg', '--csv'], '--svg and --csv cannot both go to stdout'],
  [['show', 'a', '--by', 'letter'], 'token, word, sentence'],
  [['show', 'a', '--top', '0'], 'a whole number of at least 1'],
  [['show', 'a', '--pdf'], "unknown option '--pdf'"],
  [['compare', 'a'], "missing required argument 'b'"],
  [['x', '--answer', '0'], 'a whole number of at least 1'],
  [['x', '--answer', '2', '--target', ' a'], 'cannot be used with'],
  [['x', '--whole', '--instead-of', ' a'], 'cannot be used with'],
  ...['0', '4-2', '1-', '-3', '1-2-3', 'a', '', '1.5'].map((span): [string[], string] => [
    ['x', `--span=${span}`],
    'a place counted from 1',
  ]),
  ...['-1', '1.5', '', ' 7', '0x10', 'NaN', 'Infinity', '1e99', '9007199254740993', '7a'].map(
    (seed): [string[], string] => [['x', '--seed', seed], 'a whole number of at least 0'],
  ),
  ...['--probes', '--threads', '--batch-size'].map((option): [string[], string] => [
    ['x', option, '0'],
    'a whole number of at least 1',
  ]),
  ...['--max-evaluations', '--max-steps'].map((option): [string[], string] => [
    ['x', option, '0'],
    'a whole number of at least 1, or none',
  ]),
  ...['0', '-1', 'none', 'Infinity'].map((s): [string[], string] => [['x', '--max-seconds', s], 'a number above 0']),
  ...['0', '0.009', '1.01', 'x'].map((r): [string[], string] => [['x', '--replacing-ratio', r], 'from 0.01 to 1']),
])('%j is refused: %s', (args, words) => {
  expect(problem(...args)).toContain(words);
});

test('numbers may be written as numbers are', () => {
  expect(attribute('x', '--seed', '1e3', '--max-seconds', '.5')).toMatchObject({
    seed: 1000,
    limits: { seconds: 0.5 },
  });
});

test('help names every option; nothing at all shows it too', () => {
  const help = parseCommandLine(['--help']);
  expect(parseCommandLine([])).toEqual(help);
  const names = [
    'target',
    'answer',
    'span',
    'instead-of',
    'checkpoint',
    'trace',
    'resume',
    'dry-run',
    'stop',
    'chat',
    'messages',
    'replacer',
    'preset',
    'seed',
    'probes',
    'replacing-ratio',
    'difference',
    'max-steps',
    'max-evaluations',
  ];
  for (const name of [...names, 'max-seconds', 'batch-size', 'threads', 'json', 'show', 'quiet', 'model', 'dtype']) {
    expect(help).toMatchObject({ command: 'print', text: expect.stringContaining(`--${name} `) });
  }
  expect(help).toMatchObject({ text: expect.stringContaining('reagent -- "-5 degrees is"') });
});

test('show and compare', () => {
  expect(parseCommandLine(['show', 'a.json'])).toEqual({
    ...{ command: 'show', file: 'a.json', outputs: [], show: null, granularity: 'token', top: null, colour: true },
  });
  const all =
    '--html a.html --svg --png a.png --csv a.csv --markdown a.md --inseq i.json --json b.json --show effect --by word --top 3';
  expect(parseCommandLine(['show', 'a.json', ...all.split(' '), '--no-colour'])).toEqual({
    ...{ command: 'show', file: 'a.json', show: 'effect', granularity: 'word', top: 3, colour: false },
    outputs: [
      { format: 'html', file: 'a.html' },
      { format: 'svg', file: '-' },
      { format: 'png', file: 'a.png' },
      { format: 'csv', file: 'a.csv' },
      { format: 'markdown', file: 'a.md' },
      { format: 'inseq', file: 'i.json' },
      { format: 'json', file: 'b.json' },
    ],
  });
  expect(parseCommandLine(['compare', 'a.json', 'b.json', '--by', 'sentence', '--json'])).toEqual({
    ...{ command: 'compare', files: ['a.json', 'b.json'], show: null, granularity: 'sentence', top: 3, json: '-' },
  });
});
