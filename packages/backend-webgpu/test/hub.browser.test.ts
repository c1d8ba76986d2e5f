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

/** Requests, and what is to go wrong with the next ones for a path. */
let asked: string[];
let faults: Map<string, ((whole: Response) => Response)[]>;

async function answer(address: string): Promise<Response> {
  const { pathname } = new URL(address);
  asked.push(pathname);
  const whole = await whatIsAt(pathname);
  return faults.get(pathname)?.shift()?.(whole) ?? whole;
}

async function whatIsAt(pathname: string): Promise<Response> {
  if (pathname === '/api/models/owner/name/revision/main') {
    const siblings = Object.entries(contents).map(async ([rfilename, text]) => {
      return { rfilename, size: text.length, lfs: { sha256: await sha256Of(text) } };
    });
    return Response.json({ sha: commit, siblings: await Promise.all(siblings) });
  }
  const text = contents[pathname.replace(`/owner/name/resolve/${commit}/`, '')];
  return text === undefined ? new Response(null, { status: 404 }) : new Response(text);
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
  faults = new Map();
  vi.stubGlobal('fetch', (address: string) => answer(address));
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
])('refuses a %s that is none', async (name, changes) => {
  await expect(bring(changes)).rejects.toMatchObject({ code: 'INVALID_OPTION', message: expect.stringMatching(name) });
  expect(asked).toEqual([]);
});
