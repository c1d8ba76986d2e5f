import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readExactJson, type AttributionResult } from '@reagent/core';
import { quotedWord } from '../../src/leave/shell-words.ts';
import type { DemoRun } from '../../src/settings.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const flags = [
  '--conditions=@reagent/source',
  '--import',
  new URL('../../../../tools/register-typescript.mjs', import.meta.url).href,
];

/** As a module of a package that has the packages of this one. */
export async function runProgram(program: string): Promise<AttributionResult> {
  const home = await mkdtemp(path('../../node_modules/.reagent-'));
  try {
    const file = join(home, 'explain.mjs');
    await writeFile(file, program);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...flags, file]);
    if (stderr !== '') throw new Error(stderr);
    return JSON.parse(stdout) as AttributionResult;
  } finally {
    await rm(home, { recursive: true });
  }
}

/** By a shell that finds the command line from source under its name, and has it write what tests compare. */
export async function runCommand(command: string): Promise<Pick<DemoRun, 'result' | 'trace'>> {
  const folder = await mkdtemp(join(tmpdir(), 'reagent-demo-'));
  try {
    const [file, trace] = [join(folder, 'reagent'), join(folder, 'trace.jsonl')];
    const main = [process.execPath, ...flags, path('../../../cli/src/main.ts')];
    const words = [...main, '--json', '-', '--quiet', '--trace', trace].map(quotedWord);
    await writeFile(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    await chmod(file, 0o755);
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env });
    const lines = (await readFile(trace, 'utf8')).trimEnd().split('\n');
    const events = lines.map((line) => readExactJson(line) as { readonly evaluated?: DemoRun['trace'] });
    return {
      result: JSON.parse(stdout) as AttributionResult,
      trace: events.flatMap(({ evaluated }) => evaluated ?? []),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Without what may differ between equal runs, and without the path, which is for reports. */
export function plain({ path: _path, provenance, cost, ...rest }: AttributionResult): unknown {
  return {
    ...rest,
    provenance: { ...provenance, execution: {}, backendProvenance: {} },
    cost: { ...cost, seconds: 0 },
  };
}
