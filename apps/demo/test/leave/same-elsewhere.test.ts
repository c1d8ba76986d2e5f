import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AttributionResult, EvaluatedContext } from '@reagent/core';
import { createTinyModels, type TinyModels } from '@reagent/tiny';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandOf } from '../../src/leave/command.ts';
import { programOf } from '../../src/leave/program.ts';
import { formatWord, isPlain, quotedWord } from '../../src/leave/shell-words.ts';
import { writtenCall } from '../../src/leave/written-call.ts';
import type { DemoSettings } from '../../src/settings.ts';
import { runInNode } from './run-in-node.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const flags = [
  '--conditions=@reagent/source',
  '--import',
  new URL('../../../../tools/register-typescript.mjs', import.meta.url).href,
];

let folder: string;
let models: TinyModels;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-demo-'));
  models = await createTinyModels();
});
afterAll(async () => {
  await models?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const settings: DemoSettings = {
  ...{ text: '', target: null, insteadOf: null, unit: 'token', replacer: 'random', seed: 3, evaluations: 60 },
  model: 'tiny',
};

test.each<[string, Partial<DemoSettings>]>([
  [
    'a contrast of words, with the masked model’s proposals',
    {
      text: '-n "It\'s" $(ls) `ls` ${HOME}\n The capital of France is',
      insteadOf: 266,
      unit: 'word',
      replacer: 'roberta',
    },
  ],
  ['a text that no terminal can be given', { text: 'The \u0000capital\u001b[201~\r of %d\\n \ud800\u202e France is' }],
])(
  'the program and the command give what the run gave: %s',
  async (_, own) => {
    const run = await runInNode(models, { ...settings, ...own });
    const call = writtenCall(run);
    const [program, command] = await Promise.all([runProgram(programOf(call)), runCommand(commandOf(call))]);
    expect(command.trace).toEqual(run.trace); // the substitutes, and every bit of the numbers
    expect(plain(command.result)).toEqual(plain(run.result));
    expect(plain(program)).toEqual(plain(run.result));
  },
  120_000,
);

test('a shell reads every text as what it is', async () => {
  const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
  const texts = [...fc.sample(any, { numRuns: 60, seed: 1 }), "'", '-', '%', '\\', '\n\n', '!!', '-\u0000%s'];
  const lines = texts.flatMap((text) => [
    `printf ${formatWord(text)} | od -An -v -tx1; echo =`,
    ...(isPlain(text) ? [`printf '%s' ${quotedWord(text)} | od -An -v -tx1; echo =`] : []),
  ]);
  const { stdout } = await promisify(execFile)('sh', ['-c', lines.join('\n')]);
  const read = stdout.split('=').map((hex) => Buffer.from(hex.replace(/\s/g, ''), 'hex').toString());
  const wanted = texts.flatMap((text) => Array<string>(isPlain(text) ? 2 : 1).fill(Buffer.from(text).toString()));
  expect(read.slice(0, -1)).toEqual(wanted);
});

/** As a module of a package that has the packages of this one. */
async function runProgram(program: string): Promise<AttributionResult> {
  const home = await mkdtemp(path('../../node_modules/.reagent-'));
  try {
    const file = join(home, 'explain.mjs');
    await writeFile(file, program);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...flags, file]);
    expect(stderr).toBe('');
    return JSON.parse(stdout) as AttributionResult;
  } finally {
    await rm(home, { recursive: true });
  }
}

/** By a shell that finds the command line from source under its name, and has it write what this test compares. */
async function runCommand(
  command: string,
): Promise<{ readonly result: AttributionResult; readonly trace: readonly EvaluatedContext[] }> {
  const [file, trace] = [join(folder, 'reagent'), join(folder, 'trace.jsonl')];
  const words = [
    process.execPath,
    ...flags,
    path('../../../cli/src/main.ts'),
    '--json',
    '-',
    '--quiet',
    '--trace',
    trace,
  ];
  await writeFile(file, `#!/bin/sh\nexec ${words.map(quotedWord).join(' ')} "$@"\n`);
  await chmod(file, 0o755);
  const { PATH, ...env } = process.env;
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: { ...env, PATH: `${folder}:${PATH}` } });
  const lines = (await readFile(trace, 'utf8')).trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as { readonly evaluated?: EvaluatedContext[] });
  return {
    result: JSON.parse(stdout) as AttributionResult,
    trace: events.flatMap(({ evaluated }) => evaluated ?? []),
  };
}

/** Without what may differ between equal runs, and without the path, which is for reports. */
function plain({ path: _path, provenance, cost, ...rest }: AttributionResult): unknown {
  return {
    ...rest,
    provenance: { ...provenance, execution: {}, backendProvenance: {} },
    cost: { ...cost, seconds: 0 },
  };
}
