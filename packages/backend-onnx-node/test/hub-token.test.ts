import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hubAccess } from '../src/hub/hub-options.ts';
import { createOnnxNodeBackend, createOnnxNodeMaskedModel } from '../src/index.ts';
import { filesOf, startLocalHub, type LocalHub } from './local-hub.ts';

const accessToken = 'hf_thisIsTheSecret0123456789';

let hub: LocalHub;
let cacheDir: string;
beforeEach(async () => {
  hub = await startLocalHub(filesOf(new URL('../fixtures/gpt2/', import.meta.url)));
  cacheDir = mkdtempSync(join(tmpdir(), 'reagent-token-'));
});
afterEach(async () => {
  await hub.close();
  rmSync(cacheDir, { recursive: true });
});

const options = (): Parameters<typeof createOnnxNodeMaskedModel>[0] => ({
  ...{ model: 'some-one/some-model', dtype: 'fp32', hubUrl: hub.url, cacheDir, threads: 1, accessToken },
});
/** With causes, stacks and hidden properties. */
const everything = (value: unknown): string => inspect(value, { depth: 20, showHidden: true });

it('goes to the Hub with every request, and not to the server that it leads on to', async () => {
  const backend = await createOnnxNodeBackend({ ...options(), batchSize: 1 });
  await backend.dispose();
  const [toHub, toStore] = ['hub', 'store'].map((server) => hub.seen.filter((request) => request.server === server));
  expect(toHub?.map(({ authorization }) => authorization)).toEqual(Array(5).fill(`Bearer ${accessToken}`));
  expect(toStore?.map(({ authorization }) => authorization)).toEqual([undefined]);
  expect(everything(backend)).not.toContain(accessToken);
  const kept = readdirSync(cacheDir, { recursive: true, encoding: 'utf8' }).map((name) => join(cacheDir, name));
  const files = kept.filter((path) => statSync(path).isFile());
  expect(files.length).toBeGreaterThan(5);
  for (const path of files) expect(readFileSync(path).includes(accessToken), path).toBe(false);
});

it.each([
  ['/revision/main', { status: 401 }],
  ['/revision/main', { status: 403 }],
  ['/revision/main', { status: 404 }],
  ['config.json', { status: 418 }],
])('is in no error (%s %j)', async (path, fault) => {
  hub.faults.set(path, [fault]);
  const error: unknown = await createOnnxNodeMaskedModel(options()).catch((thrown: unknown) => thrown);
  expect(hub.seen.at(-1)?.authorization).toContain(accessToken);
  expect(error).toBeInstanceOf(Error);
  expect(everything(error)).not.toContain(accessToken);
});

it('is in no error of a connection that cannot be made', async () => {
  const access = { hubUrl: 'http://127.0.0.1:1', accessToken: `${accessToken}\n` };
  expect(hubAccess(access, {}).accessToken).toBe(accessToken);
  const { fetchModel } = await import('../src/hub/fetch-model.ts');
  const wanted = { repository: 'a/b', revision: 'main', dtype: 'fp32' } as const;
  const reached = fetchModel(wanted, { ...hubAccess(access, {}), firstPause: 1 }, {});
  const error: unknown = await reached.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/127\.0\.0\.1:1 cannot be reached/),
  });
  expect(everything(error)).not.toContain(accessToken);
});

it('is kept from connections that are not secret, and refused where it was given for one', () => {
  const environment = { HF_TOKEN: accessToken };
  expect(hubAccess({}, environment)).toMatchObject({ url: 'https://huggingface.co', accessToken });
  expect(hubAccess({ hubUrl: 'http://localhost:8000/' }, environment)).toMatchObject({ accessToken });
  for (const hubUrl of ['http://example.org', 'http://127.0.0.1.example.org', 'http://localhost.example.org']) {
    expect(hubAccess({ hubUrl }, environment).accessToken, hubUrl).toBe(undefined);
    const given = catching(() => hubAccess({ hubUrl, accessToken }, {}));
    expect(given).toMatchObject({ code: 'INVALID_OPTION', message: expect.stringMatching(/https only/) });
    expect(everything(given)).not.toContain(accessToken);
  }
});

it('is not repeated where it, or the address, is wrong', () => {
  const wrong = catching(() => hubAccess({ accessToken: `${accessToken}\n${accessToken}` }, {}));
  const password = catching(() => hubAccess({ hubUrl: `https://user:${accessToken}@example.org` }, {}));
  for (const error of [wrong, password]) {
    expect(error).toMatchObject({ code: 'INVALID_OPTION' });
    expect(everything(error)).not.toContain(accessToken);
  }
});

function catching(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
