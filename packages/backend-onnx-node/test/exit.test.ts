import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { writeBusyModel } from './busy-model.ts';
import { removeFolders } from './table-model.ts';

const model = writeBusyModel();
afterAll(removeFolders);

/** A program that uses a backend, to its end. */
function run(ending: string): Promise<{ code: number | string | null; output: string; errors: string }> {
  const program = fileURLToPath(new URL('program.ts', import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...process.execArgv, program, model, ending],
      { timeout: 50_000 },
      (error, output, errors) => resolve({ code: error === null ? 0 : child.exitCode, output, errors }),
    );
  });
}

it.each([
  ['dispose', 0, 'predicted 7\n'],
  ['nothing', 0, 'predicted 7\n'],
  ['unawaited', 0, 'predicted 7\nscored 128\n'],
  ['exit-in-a-run', 7, 'predicted 7\n'],
])('a program ends by itself: %s', async (ending, code, output) => {
  expect(await run(ending)).toEqual({ code, output, errors: '' });
});
