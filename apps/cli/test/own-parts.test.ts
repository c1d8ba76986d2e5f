import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseResult } from '@reagent/result-schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild } from './child.ts';
import { reagent } from './in-process.ts';

const text = 'The capital of France is';
const call = [text, '--json', '-', '--quiet'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-own-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function moduleOf(name: string, source: string): Promise<string> {
  await writeFile(join(folder, name), source);
  return join(folder, name);
}

const countries = `
const names = [' Italy', ' Spain', ' Peru'];
export default ({ token, random, tokenizer }) => {
  const ids = names.map((name) => tokenizer.encode(name, { addSpecialTokens: false }).ids[0]);
  return ids.filter((id) => id !== token)[random.integer(2)];
};`;

test('a replacer of ten lines, a function that draws one token', async () => {
  const { code, stdout } = await reagent(...call, '--replacer', await moduleOf('countries.mjs', countries));
  const result = parseResult(stdout);
  expect(code).toBe(0);
  expect(result.provenance.replacer).toBe('countries');
  expect(result.provenance.replacerProvenance).toMatchObject({ module: { file: 'countries.mjs' } });
});

test('a criterion of five lines, in a process of its own, by a path of the folder that it runs in', async () => {
  const stop = await moduleOf('after-two.mjs', 'export default ({ step }) => step >= 2;\n');
  const { code, stdout, stderr } = await startChild([...call, '--stop', stop]).end();
  expect([code, stderr]).toEqual([0, '']);
  const result = parseResult(stdout);
  expect(result).toMatchObject({ endedBy: 'converged', converged: true });
  expect(result.settings['stopping']).toMatchObject({
    id: 'after-two',
    options: { module: { file: 'after-two.mjs' } },
  });
});

test('whole plug-ins', async () => {
  const replacer = await moduleOf(
    'plug-ins.mjs',
    `export default {
      id: 'next', options: { by: 1 },
      prepare: ({ tokens, units, tokenizer }) => ({
        replaceable: new Uint8Array(Math.max(...units) + 1).fill(1),
        report: { coverage: 1, proposals: 0, fallbacks: 0 },
        replace: ({ masks, random }) => {
          const count = Math.max(...units) + 1;
          const rows = random.map((_, row) => tokens.map((id, at) =>
            units[at] >= 0 && masks[row * count + units[at]] === 1 ? 300 + ((id + 1) % 500) : id));
          return { rows: rows.length, length: tokens.length, ids: Int32Array.from(rows.flatMap((row) => [...row])) };
        },
      }),
    };`,
  );
  const stop = await moduleOf(
    'stop.mjs',
    `export default { id: 'rows', options: { least: 30 }, scope: 'run', check: ({ rows }) => ({ met: rows >= 30 }) };`,
  );
  const result = parseResult((await reagent(...call, '--replacer', replacer, '--stop', stop)).stdout);
  expect(result.endedBy).toBe('converged');
  expect(result.settings['replacer']).toEqual({ id: 'next', options: { by: 1 } });
  expect(result.settings['stopping']).toMatchObject({ id: 'rows', options: { least: 30 } });
});

test('a run goes on with the same module only', async () => {
  const stop = await moduleOf('stop-1.mjs', 'export default ({ step }) => step >= 2;\n');
  const journal = join(folder, 'run.journal');
  await reagent(...call, '--stop', stop, '--checkpoint', journal);
  expect((await reagent(...call, '--stop', stop, '--resume', journal)).code).toBe(0);
  const other = await moduleOf('stop-2.mjs', 'export default ({ step }) => step >= 3;\n');
  const refused = await reagent(...call, '--stop', other, '--resume', journal);
  expect(refused.stderr).toContain('settings.stopping.id is "stop-2", was "stop-1"');
  expect(refused.code).toBe(2);
});

test.each([
  ['none.js', null, 'there is no such file'],
  ['broken.mjs', 'export default (;', 'the module fails: '],
  ['throws.mjs', 'throw new Error("not today");', 'the module fails: not today'],
  ['empty.mjs', 'export const x = 1;', 'the module must export by default a '],
  ['number.mjs', 'export default 3;', 'the module must export by default a '],
])('%s is refused', async (name, source, words) => {
  const file = source === null ? join(folder, name) : await moduleOf(name, source);
  for (const option of ['--replacer', '--stop']) {
    const { code, stderr } = await reagent(...call, option, file);
    expect(stderr).toContain(`reagent: ${option} ${file}: ${words}`);
    expect(stderr).toContain('[INVALID_INPUT]');
    expect(code).toBe(2);
  }
});

test('the modules among the examples', async () => {
  const example = (name: string): string => fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));
  const own = ['--replacer', example('synonyms.js'), '--stop', example('enough-rows.js')];
  const { code, stdout, stderr } = await startChild([...call, ...own]).end();
  expect([code, stderr]).toEqual([0, '']);
  expect(parseResult(stdout)).toMatchObject({ endedBy: 'converged', provenance: { replacer: 'synonyms' } });
});
