import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { fetchModel } from '../src/hub/fetch-model.ts';
import { hubAccess } from '../src/hub/hub-options.ts';
import { filesOf, startLocalHub } from './local-hub.ts';

it('two processes and two calls that fetch the same model do not disturb each other', async () => {
  const hub = await startLocalHub(filesOf(new URL('../fixtures/gpt2/', import.meta.url)));
  const cacheDir = mkdtempSync(join(tmpdir(), 'reagent-together-'));
  try {
    // Slow enough to overlap; one is cut and continues beside the others.
    const slow = { pauseBetween: 40 };
    hub.faults.set('onnx/model.onnx', [slow, { cutAfter: 50_000 }, slow, slow, slow]);
    const program = fileURLToPath(new URL('fetch-program.ts', import.meta.url));
    const child = (): Promise<{ stdout: string }> =>
      promisify(execFile)(process.execPath, [...process.execArgv, program, hub.url, cacheDir]);
    const call = (): Promise<{ folder: string }> =>
      fetchModel(
        { repository: 'some-one/some-model', revision: 'main', dtype: 'fp32' },
        { ...hubAccess({ hubUrl: hub.url, cacheDir }, {}), firstPause: 1 },
        {},
      );
    const [one, two, three, four] = await Promise.all([child(), child(), call(), call()]);
    expect(new Set([one.stdout.trim(), two.stdout.trim(), three.folder, four.folder]).size).toBe(1);
    const found = filesOf(pathToFileURL(`${three.folder}/`));
    for (const [path, data] of found) expect(data.equals(hub.files.get(path) as Buffer), path).toBe(true);
    expect([...found.keys()]).toContain('onnx/model.onnx');
    const partial = join(cacheDir, 'models--some-one--some-model', '.reagent', 'partial');
    expect(readdirSync(partial)).toEqual([]);
  } finally {
    await hub.close();
    rmSync(cacheDir, { recursive: true });
  }
});
