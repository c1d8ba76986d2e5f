import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reagent } from './in-process.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-show-'));
  const run = ['--replacer', 'random', '--quiet'];
  await reagent('The capital of France is', ...run, '--json', at('a.json'), '--html', at('run.html'));
  await reagent('The capital of France is', ...run, '--json', at('b.json'), '--seed', '4');
  await reagent('The capital of Italy is', ...run, '--json', at('other.json'));
});
afterAll(() => rm(folder, { recursive: true }));

async function changed(change: (result: Record<string, unknown>) => void): Promise<string> {
  const result = JSON.parse(await readFile(at('a.json'), 'utf8')) as Record<string, unknown>;
  change(result);
  await writeFile(at('changed.json'), JSON.stringify(result));
  return at('changed.json');
}

test('without a format: what the run itself showed', async () => {
  const { code, stdout } = await reagent('show', at('a.json'));
  const run = await reagent('The capital of France is', '--replacer', 'random', '--quiet');
  expect(code).toBe(0);
  expect(stdout.replace(/in \d.*? s/, '')).toBe(run.stdout.replace(/in \d.*? s/, ''));
});

test('every format goes to its file at once, and nothing else is left there', async () => {
  const formats = ['html', 'svg', 'png', 'csv', 'markdown', 'inseq', 'json'];
  await mkdir(at('out'));
  const { code, stdout, stderr } = await reagent(
    ...['show', at('a.json')],
    ...formats.flatMap((format) => [`--${format}`, at(`out/${format}`)]),
  );
  expect([code, stdout, stderr]).toEqual([0, '', '']);
  expect((await readdir(at('out'))).toSorted()).toEqual(formats.toSorted());
  const start = async (format: string): Promise<string> => (await readFile(at(`out/${format}`), 'latin1')).slice(0, 24);
  expect(await start('html')).toMatch(/^<!doctype html>/);
  expect(await start('svg')).toMatch(/^<svg xmlns=/);
  expect(await start('png')).toMatch(/^\u0089PNG/);
  expect(await start('csv')).toMatch(/^"target",/);
  expect(await start('markdown')).toMatch(/^## What/);
  expect(await start('inseq')).toMatch(/^\{"__instance_type__":/);
  const again = JSON.parse(await readFile(at('out/json'), 'utf8')) as unknown;
  expect(again).toEqual(JSON.parse(await readFile(at('a.json'), 'utf8')));
});

test('a format without a file goes to stdout', async () => {
  const { stdout } = await reagent('show', at('a.json'), '--by', 'word', '--top', '1', '--markdown');
  expect(stdout.match(/^\| `"/gm)).toHaveLength(1);
});

test('the recursion’s path is in the page of a run, and in the page and the picture of its stored result', async () => {
  const stored = await reagent('show', at('a.json'), '--html');
  for (const html of [await readFile(at('run.html'), 'utf8'), stored.stdout]) {
    const data = /id="reagent-data">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    const { path, importance } = (JSON.parse(data) as { result: { path: Path; importance: number[][] } }).result;
    expect(path.length).toBeGreaterThan(1);
    path.at(-1)?.importance[0]?.forEach((share, token) => expect(share).toBeCloseTo(importance[0]?.[token] ?? NaN, 4));
  }
  expect((await reagent('show', at('a.json'), '--svg')).stdout).toContain('The recursion’s path');
  const without = await changed((result) => delete result['path']); // as older versions wrote it
  expect((await reagent('show', without, '--svg')).stdout).not.toContain('The recursion’s path');
});

type Path = { importance: number[][] }[];

/** Controls but line ends, and what turns the reading direction. */
const alive = /(?![\r\n])[\p{Cc}\p{Cf}]/u;

test('no format holds anything that a terminal obeys', async () => {
  const file = await changed((result) => (result['settings'] = { preset: '\u009b2J\u202e\u001b]0;x\u0007' }));
  for (const format of ['--json', '--csv', '--svg', '--html', '--markdown', '--inseq']) {
    const { stdout } = await reagent('show', file, format);
    expect(stdout.replace(/<script>.*?<\/script>/s, '')).not.toMatch(alive);
  }
});

test('two results side by side; what differs in the runs is said', async () => {
  const { code, stdout } = await reagent('compare', at('a.json'), at('b.json'));
  expect(code).toBe(0);
  expect(stdout).toMatch(/settings\.seed: 0 \/ 4\n/);
  expect(stdout).toMatch(
    /Kendall’s tau-b -?[01]\.\d\d · Spearman -?[01]\.\d\d · [0-3] of the 3 strongest are the same/,
  );
  const same = await reagent('compare', at('a.json'), at('a.json'), '--json');
  const { targets } = JSON.parse(same.stdout) as { targets: { kendall: number; overlap: object }[] };
  expect(targets[0]).toMatchObject({ kendall: 1, spearman: 1, overlap: { shared: 3, of: 3 } });
});

test.each([
  ['no file', () => at('none.json'), 'none.json: there is no such file'],
  ['a folder', () => folder, 'it is a folder'],
  ['no JSON', () => at('run.html'), 'run.html is not JSON: '],
  [
    'no result',
    () => changed((result) => delete result['effect']),
    'changed.json: not a result of schema reagent/attribution/1: effect: ',
  ],
  [
    'a newer version',
    () => changed((result) => (result['schema'] = 'reagent/attribution/7')),
    'reagent/attribution/7 is newer than this program',
  ],
])('%s is refused in a line', async (_, file, words) => {
  for (const args of [['show'], ['compare', at('a.json')]]) {
    const { code, stdout, stderr } = await reagent(...args, await file());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^reagent: [^\n]* \[INVALID_INPUT\]\n$/);
    expect(stderr).toContain(words);
  }
});

test('results about different texts are not compared', async () => {
  const { code, stderr } = await reagent('compare', at('a.json'), at('other.json'));
  expect([code, stderr]).toEqual([2, 'reagent: the results are about different texts [INVALID_INPUT]\n']);
});

test('a file that cannot be written is said before anything is read', async () => {
  const { code, stderr } = await reagent('show', at('none.json'), '--html', at('no/folder.html'));
  expect(code).toBe(2);
  expect(stderr).toMatch(/^reagent: --html .*there is no folder .* \[INVALID_OPTION\]\n$/);
});
