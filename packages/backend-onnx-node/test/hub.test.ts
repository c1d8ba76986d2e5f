import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenMatrix, type Backend } from '@reagent/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOnnxNodeBackend, createOnnxNodeMaskedModel, type DownloadProgress } from '../src/index.ts';
import { filesOf, startLocalHub, type LocalHub } from './local-hub.ts';

const fixture = (name: string): URL => new URL(`../fixtures/${name}/`, import.meta.url);
const model = 'some-one/some-model';
const dtype = 'fp32';

let hub: LocalHub;
let cacheDir: string;
let options: { model: string; dtype: 'fp32'; hubUrl: string; cacheDir: string; threads: number; batchSize: number };
const opened: Backend[] = [];

beforeEach(async () => {
  await serve('gpt2');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((backend) => backend.dispose()));
  await hub.close();
  rmSync(cacheDir, { recursive: true });
});

async function serve(name: string): Promise<void> {
  hub = await startLocalHub(filesOf(fixture(name)));
  cacheDir = mkdtempSync(join(tmpdir(), 'reagent-hub-'));
  options = { model, dtype, hubUrl: hub.url, cacheDir, threads: 1, batchSize: 1 };
}

async function open(more: object = {}): Promise<Backend> {
  const backend = await createOnnxNodeBackend({ ...options, ...more });
  opened.push(backend);
  return backend;
}

const snapshot = (file: string): string =>
  join(cacheDir, 'models--some-one--some-model', 'snapshots', hub.commit, file);
const ask = (backend: Backend): Promise<unknown> =>
  backend.score({ contexts: tokenMatrix([[5, 6, 7]]), queries: [{ position: 3, tokens: [1, 2] }] });

describe('a repository of the Hub', () => {
  it('gives the numbers of the same files in a folder, and says which commit it is', async () => {
    const fromHub = await open();
    const folder = await createOnnxNodeBackend({ model: fixture('gpt2'), dtype, threads: 1, batchSize: 1 });
    opened.push(folder);
    expect(await ask(fromHub)).toEqual(await ask(folder));
    expect(fromHub.id).toMatch(/^some-one\/some-model@0123456789ab:fp32:[0-9a-f]{12}$/);
    expect(fromHub.provenance).toMatchObject({ repository: model, revision: 'main', commit: hub.commit });
    expect(folder.provenance).not.toHaveProperty('commit');
    expect(existsSync(snapshot('onnx/model_quantized.onnx'))).toBe(false); // of another dtype
  });

  it('fetches files of weights too, and those of a masked model', async () => {
    await hub.close();
    await serve('llama-genai-prune');
    await ask(await open());
    expect(statSync(snapshot('onnx/model.onnx_data')).size).toBe(191_744);
    hub.files = filesOf(fixture('distilroberta'));
    const masked = await createOnnxNodeMaskedModel({ ...options, cacheDir: join(cacheDir, 'other'), revision: 'v2' });
    expect(masked.id).toMatch(/^some-one\/some-model@0123456789ab:fp32:/);
    await masked.dispose();
  });

  it('comes from the cache offline, by branch and by commit; a commit is not asked for again', async () => {
    const first = await open();
    const asked = hub.seen.length;
    const again = [await open({ offline: true }), await open({ revision: hub.commit })];
    expect(hub.seen.length).toBe(asked);
    for (const backend of again) expect(backend.id).toBe(first.id);
    const other = open({ offline: true, dtype: 'q8' });
    await expect(other).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND', message: /onnx\/model_quantized.*offline/ });
    await expect(open({ offline: true, revision: 'v9' })).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  it('asks what a branch is now, and takes the last answer where the Hub fails', async () => {
    const first = await open();
    hub.faults.set(
      '/revision/main',
      Array.from({ length: 5 }, () => ({ status: 503 })),
    );
    expect((await open()).id).toBe(first.id);
    expect(hub.seen.filter(({ path }) => path.includes('/revision/main')).length).toBe(6);
  }, 30_000);

  it('fetches a file again that was damaged in the cache', async () => {
    await open();
    writeFileSync(snapshot('onnx/model.onnx'), 'half');
    await ask(await open());
    expect(readFileSync(snapshot('onnx/model.onnx'))).toEqual(hub.files.get('onnx/model.onnx'));
  });

  it('uses what a server tells that lists names only', async () => {
    hub.namesOnly = true;
    hub.faults.set('onnx/model.onnx', [{ cutAfter: 50_000 }]);
    await ask(await open());
  });

  it('tells progress that grows to the whole', async () => {
    const told: DownloadProgress[] = [];
    await open({ progress: (progress: DownloadProgress) => told.push(progress) });
    const names = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];
    const total = names.reduce((sum, name) => sum + (hub.files.get(name)?.length ?? 0), 0);
    expect([...new Set(told.map(({ file }) => file))]).toEqual(names);
    expect(told.at(-1)).toEqual({
      repository: model,
      file: 'onnx/model.onnx',
      fileBytes: 234_060,
      fileTotal: 234_060,
      bytes: total,
      total,
    });
    for (const [index, { bytes }] of told.entries()) expect(bytes).toBeGreaterThanOrEqual(told[index - 1]?.bytes ?? 0);
    told.length = 0;
    await open({ progress: (progress: DownloadProgress) => told.push(progress) });
    expect(told).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  it('goes on after a cut where it was', async () => {
    hub.faults.set('onnx/model.onnx', [{ cutAfter: 100_000 }, { status: 500 }, { cutAfter: 60_000 }]);
    await ask(await open());
    const ranges = hub.seen.filter(({ server }) => server === 'store').map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=100000-', 'bytes=160000-']);
    expect(readdirSync(join(cacheDir, 'models--some-one--some-model', '.reagent', 'partial'))).toEqual([]);
  }, 30_000);

  it('starts anew where the other part was not of this file', async () => {
    const whole = hub.files.get('onnx/model.onnx') as Buffer;
    const wrong = Buffer.alloc(whole.length - 100_000, 7);
    hub.faults.set('onnx/model.onnx', [{ cutAfter: 100_000 }, { body: wrong }]);
    await open();
    expect(readFileSync(snapshot('onnx/model.onnx')).equals(whole)).toBe(true);
    const ranges = hub.seen.filter(({ server }) => server === 'store').map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=100000-', undefined]);
  }, 30_000);

  it('takes its time with a slow server', async () => {
    hub.faults.set('onnx/model.onnx', [{ pauseBetween: 5 }]);
    await ask(await open());
  });

  it('ends by its signal with the reason; the next call goes on from there', async () => {
    hub.faults.set('onnx/model.onnx', ['hang']);
    const controller = new AbortController();
    const reason = new Error('enough');
    const progress = ({ file }: DownloadProgress): void => {
      if (file === 'onnx/model.onnx') controller.abort(reason);
    };
    await expect(open({ progress, signal: controller.signal })).rejects.toBe(reason);
    expect(existsSync(snapshot('onnx/model.onnx'))).toBe(false);
    await ask(await open());
    expect(hub.seen.at(-1)?.range).toBe('bytes=1000-');
    await expect(open({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it.each([
    ['a gated repository', [{ status: 401, errorCode: 'GatedRepo' }], 'ACCESS_DENIED', /accept its terms.*HF_TOKEN/],
    ['a refused one', [{ status: 403 }], 'ACCESS_DENIED', /may not be read/],
    ['a private or missing one', [{ status: 401 }], 'ACCESS_DENIED', /no public repository/],
    ['a missing one', [{ status: 404 }], 'MODEL_NOT_FOUND', /no such repository or revision/],
    ['another refusal', [{ status: 418 }], 'DOWNLOAD_FAILED', /418/],
  ])('%s is said to be one, at once', async (_, faults, code, message) => {
    hub.faults.set('/revision/main', faults);
    await expect(open()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(hub.seen.length).toBe(1);
  });

  it('says which dtypes there are, and which file is missing, before anything is fetched', async () => {
    await expect(open({ dtype: 'q4' })).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: /there are fp32, q8/,
    });
    await expect(open({ dtype: undefined })).rejects.toMatchObject({ code: 'INVALID_OPTION', message: /fp32, q8/ });
    hub.files.delete('tokenizer.json');
    await expect(open({ dtype })).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND', message: /no tokenizer\.json/ });
    expect(hub.seen.every(({ path }) => path.startsWith('/api/'))).toBe(true);
  });
});
