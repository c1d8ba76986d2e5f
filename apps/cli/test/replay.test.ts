import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reagent } from './in-process.ts';

const recording = fileURLToPath(new URL('../fixtures/recording.json', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function changed(change: (recording: Recording) => void): Promise<string> {
  const copy = JSON.parse(await readFile(recording, 'utf8')) as Recording;
  change(copy);
  const file = join(folder, 'changed.json');
  await writeFile(file, JSON.stringify(copy));
  return file;
}

interface Recording {
  schema: string;
  steps: { scores: number[][] }[];
}

function lastLine(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1);
}

test('a recording that agrees: the largest difference on the last line, exit code 0', async () => {
  const { code, stdout } = await reagent('replay', recording);
  const difference = Number(/^largest difference: (\S+)$/.exec(lastLine(stdout) ?? '')?.[1]);
  expect(difference).toBeLessThan(1e-9);
  expect(stdout).toContain('scores after each step');
  expect(code).toBe(0);
});

test('a difference above the tolerance is exit code 1; --tolerance decides what is too much', async () => {
  const file = await changed(({ steps }) => (steps[0]!.scores[0]![0]! += 1e-4));
  const strict = await reagent('replay', file);
  expect(Number(lastLine(strict.stdout)?.split(': ')[1])).toBeCloseTo(1e-4, 8);
  expect(strict.code).toBe(1);
  expect((await reagent('replay', file, '--tolerance', '0.001')).code).toBe(0);
  expect((await reagent('replay', file, '--tolerance', '0.00001')).code).toBe(1);
});

test('what is no recording is refused', async () => {
  const { code, stderr } = await reagent('replay', await changed((copy) => (copy.schema = 'other/1')));
  expect(stderr).toContain('[INVALID_INPUT]');
  expect(code).toBe(2);
  await writeFile(join(folder, 'half.json'), '{"schema": ');
  expect((await reagent('replay', join(folder, 'half.json'))).stderr).toMatch(
    /is not JSON: [^\n]* \[INVALID_INPUT\]\n$/,
  );
});
