import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reagent } from './in-process.ts';

const text = 'The capital of France is';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-trace-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a trace is computed again by replay, also that of a run gone on with, and of one that was cut off', async () => {
  const [trace, again, journal] = ['t.jsonl', 'again.jsonl', 'run.journal'].map((name) => join(folder, name));
  const call = [text, '--preset', 'paper', '--target', ' whale', '--max-steps', '4', '--json', '-'];
  const first = await reagent(...call, '--trace', trace!, '--checkpoint', journal!);
  const replayed = await reagent('replay', trace!);
  expect(replayed).toMatchObject({ code: 0, stderr: '' });
  expect(replayed.stdout).toContain('largest difference: 0\n');
  expect(replayed.stdout).toContain('  importance: 0 ');
  const lines = (await readFile(trace!, 'utf8')).split('\n');
  expect(JSON.parse(lines.at(-2)!)).toEqual({ type: 'finished', result: JSON.parse(first.stdout) });

  await reagent(...call, '--trace', again!, '--resume', journal!);
  expect((await readFile(again!, 'utf8')).split('\n').slice(0, -2)).toEqual(lines.slice(0, -2));

  await writeFile(again!, lines.join('\n').slice(0, -(lines.at(-2)!.length / 2)));
  expect((await reagent('replay', again!)).code).toBe(0);
});

test.each([
  ['an answer', ['--answer', '3', '--preset', 'paper', '--max-steps', '4']],
  ['a part of it', ['--target', ' Paris, of', '--span', '1-2']],
  ['words', ['--unit', 'word']],
  ['coarse to fine', ['--unit', 'auto']],
])('a trace of several rows or levels is computed again: %s', async (_, options) => {
  const file = join(folder, 'several.jsonl');
  const long = `${'Anna went to the old city. She lives there now. '.repeat(3)}The capital of France is`;
  await reagent(long, '--replacer', 'random', '--max-evaluations', '120', ...options, '--trace', file);
  const { code, stdout } = await reagent('replay', file);
  expect(stdout).toContain('largest difference: 0\n');
  expect(code).toBe(0);
});

test('a trace that was changed differs, and a damaged one is refused with the line', async () => {
  const file = join(folder, 't.jsonl');
  await reagent(text, '--max-evaluations', '30', '--trace', file);
  const lines = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, lines.map((line) => line.replace(/"logOdds":-?\d/, '"logOdds":7')).join('\n'));
  const changed = await reagent('replay', file);
  expect(changed.stdout).toContain('! effect: estimate');
  expect(changed.code).toBe(1);
  await writeFile(file, lines.with(1, '{').join('\n'));
  expect((await reagent('replay', file)).stderr).toMatch(/line 2 is not JSON \[INVALID_INPUT\]\n$/);
});

test('where no trace or journal can be, it is said before the run', async () => {
  const nowhere = join(folder, 'none', 'file');
  for (const option of ['--trace', '--checkpoint', '--resume']) {
    const { code, stderr } = await reagent(text, option, nowhere);
    expect(stderr).toMatch(/^reagent: [^\n]+\[INVALID_(OPTION|INPUT)\]\n$/);
    expect(stderr).toContain(`${option} ${nowhere}: there is no`);
    expect(code).toBe(2);
  }
});
