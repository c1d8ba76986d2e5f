import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AttributionResult } from '@reagent/core';
import { parseResult } from '@reagent/result-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reagent, reagentReading } from './in-process.ts';

const text = 'The capital of France is';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('--json - prints one line that the published schema takes', async () => {
  const { code, stdout, stderr } = await reagent(text, '--json', '-', '--quiet');
  expect(stdout).toMatch(/^\{[^\n]*\}\n$/);
  expect(parseResult(stdout)).toEqual(JSON.parse(stdout));
  expect(await schemaErrors(stdout)).toBeNull();
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('--json with a file writes the same there, and the view to stdout', async () => {
  const file = join(folder, 'result.json');
  const { stdout } = await reagent(text, '--json', file);
  const [written, printed] = [await readFile(file, 'utf8'), (await reagent(text, '--json', '-')).stdout].map(timeless);
  expect(written).toBe(printed);
  expect(stdout).toContain('→ " Paris"');
  expect(await readdir(folder)).toEqual(['result.json']);
});

test('--text-file takes a text as it is, from a file or from stdin', async () => {
  const file = join(folder, 'text.txt');
  const odd = 'The \u0000 capital\n of France is\n';
  await writeFile(file, odd);
  const json = ['--json', '-', '--quiet', '--max-evaluations', '20'];
  const fromFile = (await reagent('--text-file', file, ...json)).stdout;
  await rm(file);
  expect(parseResult(fromFile).text).toBe(odd);
  expect(timeless((await reagentReading(odd, '--text-file', '-', ...json)).stdout)).toBe(timeless(fromFile));
  expect((await reagent('--text-file', file)).stderr).toMatch(/no such file [^\n]*\[INVALID_INPUT\]\n$/);
});

test('a file that cannot be written is said before the run', async () => {
  const { code, stdout, stderr } = await reagent(text, '--json', join(folder, 'no', 'result.json'));
  expect(stderr).toMatch(/^reagent: --json [^\n]*there is no folder [^\n]* \[INVALID_OPTION\]\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(2);
  expect((await reagent(text, '--json', folder)).stderr).toContain('it is a folder');
});

test('the same seed gives the same bytes with other batch sizes and threads; another seed does not', async () => {
  const json = async (...args: string[]): Promise<string> =>
    timeless((await reagent(text, '--json', '-', '--quiet', ...args)).stdout);
  const first = await json('--seed', '5', '--batch-size', '1', '--threads', '1');
  expect(await json('--seed', '5', '--batch-size', '7', '--threads', '2')).toBe(first);
  expect(await json('--seed', '6', '--batch-size', '1', '--threads', '1')).not.toBe(first);
});

test('a run cut by a limit says so; --require-convergence makes it exit code 3', async () => {
  const cut = [text, '--max-evaluations', '30']; // the criterion of the default preset first looks at 50
  const { code, stdout } = await reagent(...cut);
  expect(stdout).toContain('30 evaluations in');
  expect(stdout).toContain('· not converged: ended at the limit of evaluations');
  expect(code).toBe(0);
  const required = await reagent(...cut, '--require-convergence');
  expect(required.code).toBe(3);
  expect(required.stdout).toContain('not converged');
  expect(required.stderr).toMatch(
    /not converged: ended at the limit of evaluations; raise the limits[^\n]*\[NOT_CONVERGED\]\n$/,
  );
  expect((await reagent(text, '--require-convergence')).code).toBe(0);
});

test('every option has its say', async () => {
  const settings = async (...args: string[]): Promise<unknown> =>
    parseResult((await reagent(text, '--json', '-', '--max-evaluations', '40', ...args)).stdout).settings;
  expect(await settings('--preset', 'inseq', '--probes', '3', '--replacing-ratio', '0.4', '--seed', '9')).toMatchObject(
    {
      preset: 'inseq',
      probes: 3,
      replacingRatio: 0.4,
      seed: 9,
      limits: { evaluations: 40, steps: 3000, seconds: null },
    },
  );
  expect(await settings('--max-steps', '2', '--max-seconds', '60', '--replacer', 'random')).toMatchObject({
    limits: { evaluations: 40, steps: 2, seconds: 60 },
    replacer: { id: 'random' },
  });
  expect(await settings()).toMatchObject({ replacer: { id: expect.stringContaining('roberta') } });
  expect(await settings('--replacer', 'part-of-speech')).toMatchObject({
    replacer: { id: expect.stringContaining('part-of-speech') },
  });
});

test('--difference changes what importance adds up, and nothing of the effects', async () => {
  const result = async (...args: string[]): Promise<AttributionResult> => {
    const { stdout } = await reagent(text, '--json', '-', '--quiet', '--max-evaluations', '60', ...args);
    expect(await schemaErrors(stdout)).toBeNull();
    return parseResult(stdout);
  };
  const own = await result();
  expect(own.settings).toMatchObject({ difference: 'probability' });
  expect((await result('--difference', 'probability')).importance).toEqual(own.importance);
  for (const difference of ['hellinger', 'total-variation']) {
    const other = await result('--difference', difference);
    expect(other.settings).toMatchObject({ difference });
    expect(other.importance).not.toEqual(own.importance);
    expect(other.effect).toEqual(own.effect);
  }
});

test('the view says which distance the importance adds up', async () => {
  const view = [text, '--max-evaluations', '60', '--quiet', '--show', 'importance'];
  expect((await reagent(...view, '--difference', 'hellinger')).stdout).toContain('Hellinger distance');
  expect((await reagent(...view)).stdout).not.toContain('distance');
});

test('--show and the preset choose the view', async () => {
  const few = ['--max-evaluations', '30', '--quiet'];
  expect((await reagent(text, ...few)).stdout).toContain('Numbers: the log-odds');
  expect((await reagent(text, ...few, '--preset', 'paper')).stdout).toContain('Numbers: the token’s share');
});

/** What the published schema has against a result. */
async function schemaErrors(json: string): Promise<unknown> {
  const file = fileURLToPath(import.meta.resolve('@reagent/result-schema/schema/attribution-1.schema.json'));
  const schema = JSON.parse(await readFile(file, 'utf8')) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  validate(JSON.parse(json));
  return validate.errors;
}

/** Without what may differ between equal runs. */
function timeless(json: string): string {
  const { provenance, cost, ...rest } = JSON.parse(json) as {
    provenance: Record<string, unknown>;
    cost: Record<string, unknown>;
  };
  const { execution: _execution, ...same } = provenance;
  const { seconds: _seconds, ...counted } = cost;
  return JSON.stringify({ ...rest, provenance: same, cost: counted });
}
