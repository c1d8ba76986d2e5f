import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
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
  cacheDir = mkdtempSync(join(tmpdir(), 'reagent-hub-'));
  await serve('gpt2');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((backend) => backend.dispose()));
  await hub.close();
  rmSync(cacheDir, { recursive: true });
});

async function serve(name: string): Promise<void> {
  hub = await startLocalHub(filesOf(fixture(name)));
  options = { model, dtype, hubUrl: hub.url, cacheDir, threads: 1, batchSize: 1 };
}

async function open(more: object = {}): Promise<Backend> {
  const backend = await createOnnxNodeBackend({ ...options, ...more });
  opened.push(backend);
  return backend;
}

const stored = (path: string): string => join(cacheDir, 'models--some-one--some-model', path);
const snapshot = (file: string): string => stored(`snapshots/${hub.commit}/${file}`);
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
    await expect(other).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: expect.stringMatching(/onnx\/model_quantized.*offline/),
    });
    await expect(open({ offline: true, revision: 'v9' })).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  it("is found offline in the cache of Python's huggingface_hub, whose files are links", async () => {
    for (const [index, [path, data]] of [...filesOf(fixture('llama-genai-prune'))].entries()) {
      mkdirSync(dirname(snapshot(path)), { recursive: true });
      mkdirSync(stored('blobs'), { recursive: true });
      writeFileSync(stored(`blobs/${index}`), data);
      symlinkSync(relative(dirname(snapshot(path)), stored(`blobs/${index}`)), snapshot(path));
    }
    mkdirSync(stored('refs'));
    writeFileSync(stored('refs/main'), hub.commit);
    await ask(await open({ offline: true }));
    expect(hub.seen).toEqual([]);
  });

  it('fetches a file again that was damaged in the cache', async () => {
    await open();
    writeFileSync(snapshot('onnx/model.onnx'), 'half');
    await ask(await open());
    expect(readFileSync(snapshot('onnx/model.onnx'))).toEqual(hub.files.get('onnx/model.onnx'));
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

  it('ends by its signal while the model is loaded', async () => {
    const reason = new Error('enough');
    await expect(open({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await open();
    const controller = new AbortController();
    const loading = open({ signal: controller.signal, revision: hub.commit }); // all is in the cache
    controller.abort(reason);
    await expect(loading).rejects.toBe(reason);
  });
});

describe('a folder or a repository', () => {
  it('a folder that exists wins, and so does what cannot be a name', async () => {
    await expect(open({ model: './some-one/some-model' })).rejects.toMatchObject({
      message: expect.stringMatching(/no model folder at/),
    });
    await expect(open({ model: 'some-model' })).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    const folder = 'packages/backend-onnx-node'; // tests run in the repository's root
    await expect(open({ model: folder })).rejects.toMatchObject({ message: expect.stringMatching(/has no ONNX file/) });
    expect(hub.seen).toEqual([]);
  });

  it('a revision insists on a repository', async () => {
    for (const revision of ['../up', 'a/../b', '', '/etc', 'a b', '-x']) {
      await expect(open({ revision })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringMatching(/^revision/),
      });
    }
    const folder = open({ model: fixture('gpt2'), revision: 'main' });
    await expect(folder).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(/is a folder/),
    });
    expect(hub.seen).toEqual([]);
  });
});
