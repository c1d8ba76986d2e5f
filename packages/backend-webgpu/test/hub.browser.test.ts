import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findFiles } from '../src/files/find-files.ts';
import type { ModelFiles } from '../src/files/model-files.ts';
import { listStoredModels, removeStoredModels, type LoadProgress, type WebGpuModelOptions } from '../src/index.ts';

const commit = 'a1'.repeat(20);
const contents: Readonly<Record<string, string>> = {
  'config.json': '{}',
  'tokenizer.json': '{"version":"1.0"}',
  'onnx/model_q4.onnx': 'a graph',
  'onnx/model_q4.onnx_data': 'its weights',
  'onnx/model.onnx': 'another graph',
};

/** Requests, their headers, and what is to go wrong with the next ones for a path. */
let asked: string[];
let headers: Map<string, Headers>;
let faults: Map<string, ((whole: Response) => Response)[]>;

async function answer(address: string, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(address);
  asked.push(pathname);
  headers.set(pathname, new Headers(init.headers));
  const whole = await whatIsAt(pathname, /^bytes=(\d+)-$/.exec(headers.get(pathname)?.get('range') ?? '')?.[1]);
  return faults.get(pathname)?.shift()?.(whole) ?? whole;
}

async function whatIsAt(pathname: string, from?: string): Promise<Response> {
  if (pathname === '/api/models/owner/name/revision/main') {
    const siblings = Object.entries(contents).map(async ([rfilename, text]) => {
      return { rfilename, size: text.length, lfs: { sha256: await sha256Of(text) } };
    });
    return Response.json({ sha: commit, siblings: await Promise.all(siblings) });
  }
  const text = contents[pathname.replace(`/owner/name/resolve/${commit}/`, '')];
  if (text === undefined) return new Response(null, { status: 404 });
  if (from === undefined) return new Response(text);
  const range = `bytes ${from}-${text.length - 1}/${text.length}`;
  return new Response(text.slice(Number(from)), { status: 206, headers: { 'content-range': range } });
}

async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bring(changes: Partial<WebGpuModelOptions> = {}): Promise<ModelFiles> {
  const options = { model: 'owner/name', hubUrl: 'https://hub.example', engineFiles: '/engine/', ...changes };
  return findFiles({ ...options, dtype: 'q4' }, 'q4');
}

const fileAt = (path: string): string => `/owner/name/resolve/${commit}/${path}`;

beforeEach(async () => {
  await removeStoredModels();
  asked = [];
  headers = new Map();
  faults = new Map();
  vi.stubGlobal('fetch', answer);
});
afterEach(() => vi.unstubAllGlobals());

it('fetches what a dtype needs at one commit, and tells of it', async () => {
  const told: LoadProgress[] = [];
  const files = await bring({ progress: (news) => void told.push(news) });
  expect(files).toMatchObject({
    name: 'owner/name@a1a1a1a1a1a1',
    origin: { repository: 'owner/name', revision: 'main', commit },
    graphName: 'onnx/model_q4.onnx',
    externalData: [{ name: 'model_q4.onnx_data' }],
  });
  expect(await files.graph.text()).toBe('a graph');
  expect(await files.externalData[0]!.data.text()).toBe('its weights');
  const needed = ['config.json', 'tokenizer.json', 'onnx/model_q4.onnx_data', 'onnx/model_q4.onnx'];
  expect(asked.slice(1)).toEqual(needed.map(fileAt));
  const total = needed.reduce((sum, path) => sum + contents[path]!.length, 0);
  expect(told.at(-1)).toMatchObject({ model: 'owner/name', bytes: total, total });
  expect(await listStoredModels()).toEqual([{ model: 'owner/name', bytes: total, files: 4 }]);
});

it('asks for a branch each time, for files once, and for nothing without a network', async () => {
  await bring();
  asked = [];
  await bring();
  expect(asked).toEqual(['/api/models/owner/name/revision/main']);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  expect(await (await bring()).graph.text()).toBe('a graph');
});

it('asks again after a cut and after wrong contents', async () => {
  faults.set(fileAt('onnx/model_q4.onnx'), [() => new Response('a gr'), () => new Response('a GRAPH')]);
  expect(await (await bring()).graph.text()).toBe('a graph');
  expect(asked.filter((path) => path === fileAt('onnx/model_q4.onnx'))).toHaveLength(3);
});

/** A connection that is cut. */
const cutAfter = (text: string) => (): Response => {
  const parts = [new TextEncoder().encode(text)];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const part = parts.shift();
      if (part === undefined) controller.error(new TypeError('network error'));
      else controller.enqueue(part);
    },
  });
  return new Response(body);
};

const graph = fileAt('onnx/model_q4.onnx');

it('goes on after a cut where it was', async () => {
  faults.set(graph, [cutAfter('a gr')]);
  expect(await (await bring()).graph.text()).toBe('a graph');
  expect(headers.get(graph)?.get('range')).toBe('bytes=4-');
  expect(await listStoredModels()).toMatchObject([{ files: 4 }]);
});

it('goes on in a later call, where the earlier one was ended', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  faults.set(graph, [cutAfter('a gra')]);
  const progress = ({ file, fileBytes }: LoadProgress): void => {
    if (file === 'onnx/model_q4.onnx' && fileBytes === 5) controller.abort(reason);
  };
  await expect(bring({ progress, signal: controller.signal })).rejects.toBe(reason);
  expect(await listStoredModels()).toMatchObject([{ files: 3 }]);
  const told: LoadProgress[] = [];
  expect(await (await bring({ progress: (news) => void told.push(news) })).graph.text()).toBe('a graph');
  expect(headers.get(graph)?.get('range')).toBe('bytes=5-');
  expect(told).toEqual([expect.objectContaining({ fileBytes: 7, fileTotal: 7, bytes: 7, total: 7 })]);
});

it('starts anew where what follows makes another file', async () => {
  faults.set(graph, [cutAfter('A gr')]);
  expect(await (await bring()).graph.text()).toBe('a graph');
  expect(headers.get(graph)?.get('range')).toBeNull();
  expect(asked.filter((path) => path === graph)).toHaveLength(3);
});

it('calls a file whole only when its SHA-256 is right', async () => {
  const own = crypto.subtle.digest.bind(crypto.subtle);
  let files: number | undefined;
  const spy = vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (algorithm, data) => {
    if (new TextDecoder().decode(data) === 'a GRAPH') files = (await listStoredModels())[0]?.files;
    return own(algorithm, data);
  });
  faults.set(graph, [() => new Response('a GRAPH')]);
  await bring();
  expect(files).toBe(3); // all but the graph
  spy.mockRestore();
});

it('takes no more of an answer without an end than the size of the file', async () => {
  let sent = 0;
  const chunk = new Uint8Array(1000);
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => (sent++, controller.enqueue(chunk)) });
  faults.set(graph, [() => new Response(endless)]);
  expect(await (await bring()).graph.text()).toBe('a graph');
  expect(sent).toBeLessThan(5);
});

it('sends an access token to the Hub, and keeps it nowhere', async () => {
  const accessToken = 'hf_secret';
  const files = await bring({ accessToken });
  expect(headers.size).toBeGreaterThan(4);
  for (const [, sent] of headers) expect(sent.get('authorization')).toBe('Bearer hf_secret');
  expect(JSON.stringify(files.origin)).not.toContain('secret');
  const cache = await caches.open('reagent-models-1');
  for (const request of await cache.keys()) {
    const entry = await cache.match(request);
    expect([request.url, await entry?.text(), ...(entry?.headers ?? [])].join()).not.toContain('secret');
  }
});

it.each([
  ['GatedRepo', 401, {}, /accept its terms at https:\/\/hub.example\/owner\/name; give an accessToken$/],
  ['GatedRepo', 403, { accessToken: 'hf_secret' }, /accept its terms at .*; the access token does not do$/],
  [
    'RepoNotFound',
    401,
    {},
    /no public repository owner\/name \(401\): check its name; if it is private, give an accessToken$/,
  ],
])('says what to do about %s (%d)', async (error, status, changes, message) => {
  faults.set('/api/models/owner/name/revision/main', [
    () => new Response(null, { status, headers: { 'x-error-code': error } }),
  ]);
  const failed = bring(changes);
  await expect(failed).rejects.toMatchObject({ code: 'ACCESS_DENIED', message: expect.stringMatching(message) });
  await expect(failed).rejects.not.toMatchObject({ message: expect.stringMatching(/secret/) });
});

it.each([
  [404, 'MODEL_NOT_FOUND'],
  [401, 'ACCESS_DENIED'],
  [403, 'ACCESS_DENIED'],
  [418, 'DOWNLOAD_FAILED'],
])('refuses with what the Hub says: %d', async (status, code) => {
  faults.set('/api/models/owner/name/revision/main', [() => new Response(null, { status })]);
  await expect(bring()).rejects.toMatchObject({ code });
});

it.each([
  ['revision', { revision: '../main' }],
  ['hubUrl', { hubUrl: 'ftp://hub.example' }],
  ['hubUrl', { hubUrl: 'https://user:word@hub.example' }],
  ['accessToken', { accessToken: 'hf_secret', hubUrl: 'http://hub.example' }],
  ['accessToken', { accessToken: 'hf\nsecret' }],
  ['accessToken', { accessToken: 'hf_secret', model: new URL('https://hub.example/model/') }],
])('refuses a %s that is none', async (name, changes) => {
  await expect(bring(changes)).rejects.toMatchObject({ code: 'INVALID_OPTION', message: expect.stringMatching(name) });
  expect(asked).toEqual([]);
});
