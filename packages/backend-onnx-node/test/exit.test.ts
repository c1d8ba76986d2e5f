import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { writeBusyModel } from './busy-model.ts';
import { removeFolders } from './table-model.ts';

const model = writeBusyModel();
afterAll(removeFolders);

interface Ended {
  readonly code: number | string | null;
  readonly output: string;
  readonly errors: string;
}

/** A program, to its end. */
function runNode(programArguments: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...process.execArgv, ...programArguments],
      { timeout: 50_000 },
      (error, output, errors) => resolve({ code: error === null ? 0 : child.exitCode, output, errors }),
    );
  });
}

const program = fileURLToPath(new URL('program.ts', import.meta.url));

it.each([
  ['dispose', 0, 'predicted 7\n'],
  ['nothing', 0, 'predicted 7\n'],
  ['unawaited', 0, 'predicted 7\nscored 128\n'],
  ['exit-in-a-run', 7, 'predicted 7\n'],
])('a program ends by itself: %s', async (ending, code, output) => {
  expect(await runNode([program, model, ending])).toEqual({ code, output, errors: '' });
});

it('a program that Node is given as text has a thread too', async () => {
  const index = new URL('../src/index.ts', import.meta.url).href;
  const text = `import { createOnnxNodeBackend } from ${JSON.stringify(index)};
    const backend = await createOnnxNodeBackend({ model: ${JSON.stringify(model)}, dtype: 'fp32', threads: 1, batchSize: 1 });
    console.log((await backend.predict({ context: [7], k: 1 }))[0].token);
    await backend.dispose();`;
  expect(await runNode(['--input-type=module', '--eval', text])).toEqual({ code: 0, output: '7\n', errors: '' });
});
