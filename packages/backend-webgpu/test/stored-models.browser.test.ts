import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findFiles } from '../src/files/find-files.ts';
import type { ModelFiles } from '../src/files/model-files.ts';
import { sha256Of } from '../src/sha256.ts';
import { createWebGpuBackend, listStoredModels, removeStoredModels, type LoadProgress } from '../src/index.ts';
import { tinyOptions } from './tiny-in-page.ts';

beforeEach(() => removeStoredModels());
afterEach(() => vi.unstubAllGlobals());

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

it('asks again for a model that was not there yet', async () => {
  const own = fetch;
  vi.stubGlobal('fetch', (address: string, init?: RequestInit) =>
    address.endsWith('config.json') ? Promise.resolve(new Response(null, { status: 404 })) : own(address, init),
  );
  await expect(createWebGpuBackend(tinyOptions('causal-lm'))).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  vi.stubGlobal('fetch', own);
  await (await createWebGpuBackend(tinyOptions('causal-lm'))).dispose();
});

it('stores nothing where it is told not to', async () => {
  await (await createWebGpuBackend(tinyOptions('causal-lm', { store: false }))).dispose();
  expect(await listStoredModels()).toEqual([]);
});

it('ends loading with the signal’s reason, and counts no file that is not whole', async () => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const progress = ({ file }: LoadProgress): void => {
    if (file === 'onnx/model.onnx') controller.abort(reason);
  };
  const loading = createWebGpuBackend(tinyOptions('causal-lm', { progress, signal: controller.signal }));
  await expect(loading).rejects.toBe(reason);
  expect(await listStoredModels()).toMatchObject([{ files: 3 }]);
});

/** The site's own answers, of which the first to a file's request is cut after so many bytes. `change`: what the `time`-th answer says. */
function cutOnce(path: string, bytes: number, change: (headers: Headers, time: number) => unknown): string[] {
  const own = globalThis.fetch;
  const ranges: string[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const response = await own(address, init);
    if (!address.endsWith(path)) return response;
    ranges.push(`${new Headers(init.headers).get('range')} ${response.status}`);
    const headers = new Headers(response.headers);
    change(headers, ranges.length);
    const body = ranges.length > 1 ? response.body : response.body?.pipeThrough(cutter(bytes));
    return new Response(body, { status: response.status, headers });
  });
  return ranges;
}

function cutter(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let left = bytes;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.byteLength;
      if (left <= 0) controller.error(new TypeError('network error'));
    },
  });
}

const load = (): Promise<ModelFiles> => findFiles(tinyOptions('causal-lm'), 'fp32');

it.each([
  ['goes on after a cut where it was', () => undefined, ['null 200', 'bytes=1000- 206']],
  [
    'starts anew where the file has changed',
    (headers: Headers, time: number) => time === 1 && headers.set('etag', '"another"'),
    ['null 200', 'bytes=1000- 200'],
  ],
  [
    'starts anew where nothing tells',
    (headers: Headers, time: number) => time === 1 && headers.delete('etag'),
    ['null 200', 'null 200'],
  ],
  [
    'starts anew where another part is answered',
    (headers: Headers, time: number) =>
      time === 2 && headers.set('content-range', headers.get('content-range')!.replace('1000-', '999-')),
    ['null 200', 'bytes=1000- 206', 'null 200'],
  ],
  [
    'starts anew where a part of another file is answered',
    (headers: Headers, time: number) => time === 2 && headers.set('etag', '"another"'),
    ['null 200', 'bytes=1000- 206', 'null 200'],
  ],
])('%s', async (_, change, ranges) => {
  const whole = await (await fetch('/tiny/causal-lm/onnx/model.onnx')).arrayBuffer();
  const asked = cutOnce('model.onnx', 1000, change);
  const { graph } = await load();
  expect(asked).toEqual(ranges);
  expect(await sha256Of(await graph.arrayBuffer())).toBe(await sha256Of(whole));
});

it('reads a file once where two ask for it at the same time', async () => {
  const asked: string[] = [];
  const own = globalThis.fetch;
  vi.stubGlobal('fetch', async (address: string) => {
    const response = await own(address);
    return new Response(
      response.body?.pipeThrough(new TransformStream({ flush: () => void asked.push(address) })),
      response,
    );
  });
  const [one, other] = await Promise.all([load(), load()]);
  expect(await one.graph.text()).toBe(await other.graph.text());
  expect(asked.filter((address) => address.endsWith('model.onnx'))).toHaveLength(1);
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
