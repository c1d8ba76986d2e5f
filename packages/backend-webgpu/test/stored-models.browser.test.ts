import { beforeEach, expect, it } from 'vitest';
import { createWebGpuBackend, listStoredModels, removeStoredModels, type LoadProgress } from '../src/index.ts';
import { tinyOptions } from './tiny-in-page.ts';

beforeEach(() => removeStoredModels());

const model = new URL('/tiny/causal-lm/', location.href).href;

it('tells how loading goes on, keeps what it has loaded, and removes it', async () => {
  const told: LoadProgress[] = [];
  const progress = (news: LoadProgress): void => void told.push(news);
  await (await createWebGpuBackend(tinyOptions('causal-lm', { progress }))).dispose();
  const last = told.at(-1)!;
  expect(last).toMatchObject({ model, file: 'onnx/model.onnx' });
  expect(last.bytes).toBe(last.total);
  expect(told.every(({ bytes }, index) => index === 0 || bytes >= told[index - 1]!.bytes)).toBe(true);
  expect(await listStoredModels()).toEqual([{ model, bytes: last.total, files: 4 }]);

  told.length = 0;
  await (await createWebGpuBackend(tinyOptions('causal-lm', { progress }))).dispose();
  expect(told).toEqual([]);

  await removeStoredModels('another');
  expect(await listStoredModels()).toHaveLength(1);
  await removeStoredModels(model);
  expect(await listStoredModels()).toEqual([]);
});

it('stores nothing where it is told not to', async () => {
  await (await createWebGpuBackend(tinyOptions('causal-lm', { store: false }))).dispose();
  expect(await listStoredModels()).toEqual([]);
});

it('ends loading with the signal’s reason, and stores no file in part', async () => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const progress = ({ file }: LoadProgress): void => {
    if (file === 'onnx/model.onnx') controller.abort(reason);
  };
  const loading = createWebGpuBackend(tinyOptions('causal-lm', { progress, signal: controller.signal }));
  await expect(loading).rejects.toBe(reason);
  expect(await listStoredModels()).toMatchObject([{ files: 3 }]);
});

it('opens files that the user gave, by path or from a picked folder', async () => {
  const paths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];
  const blobs = await Promise.all(paths.map(async (path) => (await fetch(`/tiny/causal-lm/${path}`)).blob()));
  const byPath = new Map(paths.map((path, index) => [path, blobs[index]!]));
  const picked = paths.map((path, index) => {
    const file = new File([blobs[index]!], path.split('/').at(-1)!);
    return Object.defineProperty(file, 'webkitRelativePath', { value: `my-model/${path}` });
  });
  const fromSite = await createWebGpuBackend(tinyOptions('causal-lm'));
  for (const given of [byPath, picked]) {
    const backend = await createWebGpuBackend(tinyOptions('causal-lm', { model: given }));
    expect(backend.id.split(':').slice(1)).toEqual(fromSite.id.split(':').slice(1));
    await backend.dispose();
  }
  await fromSite.dispose();
});

it.each([
  ['a folder without a model', { model: new URL('/nothing/', location.href) }, 'MODEL_NOT_FOUND'],
  ['a dtype that is not there', { dtype: 'q4' }, 'MODEL_NOT_FOUND'],
  ['files without a graph', { model: new Map([['config.json', new Blob(['{}'])]]) }, 'MODEL_NOT_FOUND'],
  ['no dtype', { dtype: undefined }, 'INVALID_OPTION'],
  ['no address of the engine', { engineFiles: undefined }, 'INVALID_OPTION'],
  ['a device that is none', { device: 'cpu' }, 'INVALID_OPTION'],
  ['a path that leads out', { model: '../..' }, 'INVALID_OPTION'],
  ['an engine that is not there', { engineFiles: '/nowhere/' }, 'MODEL_INVALID'],
])('refuses %s', async (_, changes, code) => {
  await expect(createWebGpuBackend(tinyOptions('causal-lm', changes as object))).rejects.toMatchObject({ code });
});
