import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchModel, type FetchedModel } from '../src/hub/fetch-model.ts';
import { hubAccess, type DownloadProgress } from '../src/hub/hub-options.ts';
import { filesOf, startLocalHub, type LocalHub } from './local-hub.ts';

const graph = 'onnx/model.onnx';
const wanted = { repository: 'some-one/some-model', revision: 'main', dtype: 'fp32' } as const;

let hub: LocalHub;
let cacheDir: string;
beforeEach(async () => {
  hub = await startLocalHub(filesOf(new URL('../fixtures/llama-genai-prune/', import.meta.url)));
  cacheDir = mkdtempSync(join(tmpdir(), 'reagent-hub-'));
});
afterEach(async () => {
  await hub.close();
  rmSync(cacheDir, { recursive: true });
});

const options = (): { hubUrl: string; cacheDir: string } => ({ hubUrl: hub.url, cacheDir });
const bring = (more: Parameters<typeof fetchModel>[2] = {}, asked: object = {}): Promise<FetchedModel> =>
  fetchModel({ ...wanted, ...asked }, { ...hubAccess(options(), {}), firstPause: 1 }, more);

const data = 'onnx/model.onnx_data';
const root = (): string => join(cacheDir, 'models--some-one--some-model');
const snapshot = (file: string): string => join(root(), 'snapshots', hub.commit, file);
const partial = (): string => join(root(), '.reagent', 'partial');
const ranges = (): (string | undefined)[] =>
  hub.seen.filter(({ path }) => path === `/store/${data}`).map(({ range }) => range);
const isWhole = (file: string): boolean => readFileSync(snapshot(file)).equals(hub.files.get(file) as Buffer);

describe('an interrupted download', () => {
  it('goes on after a cut where it was', async () => {
    hub.faults.set(data, [{ cutAfter: 100_000 }, { status: 500 }, { cutAfter: 60_000 }]);
    await bring();
    expect(ranges()).toEqual([undefined, 'bytes=100000-', 'bytes=100000-', 'bytes=160000-']);
    expect(isWhole(data)).toBe(true);
    expect(readdirSync(partial())).toEqual([]);
  });

  it('goes on in the next call, also where another commit has the same file', async () => {
    hub.faults.set(
      data,
      Array.from({ length: 5 }, () => ({ cutAfter: 20_000 })),
    );
    await expect(bring()).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/was cut at 100000 bytes/),
    });
    expect(existsSync(snapshot(data))).toBe(false);
    expect(existsSync(snapshot(graph))).toBe(false); // it comes after its weights
    hub.commit = 'f'.repeat(40);
    await bring();
    expect(ranges().at(-1)).toBe('bytes=100000-');
    expect(isWhole(data)).toBe(true);
  });

  it('starts anew where the parts do not belong together', async () => {
    const wrong = Buffer.alloc((hub.files.get(data)?.length ?? 0) - 100_000, 7);
    hub.faults.set(data, [{ cutAfter: 100_000 }, { body: wrong }]);
    await bring();
    expect(ranges()).toEqual([undefined, 'bytes=100000-', undefined]);
    expect(isWhole(data)).toBe(true);
  });

  it('ends by its signal with the reason, and goes on in the next call', async () => {
    hub.faults.set(data, ['hang']);
    const controller = new AbortController();
    const reason = new Error('enough');
    const ended = bring({ signal: controller.signal }).catch((error: unknown) => error);
    await vi.waitFor(() => {
      const [name] = readdirSync(partial());
      expect(readFileSync(join(partial(), name ?? '')).length).toBe(1000);
    });
    controller.abort(reason);
    expect(await ended).toBe(reason);
    expect(existsSync(snapshot(data))).toBe(false);
    await bring();
    expect(ranges()).toEqual([undefined, 'bytes=1000-']);
  });

  it('leaves nothing of a process that died for good', async () => {
    mkdirSync(partial(), { recursive: true });
    for (const name of ['old.part', 'new.part']) writeFileSync(join(partial(), name), 'x');
    utimesSync(join(partial(), 'old.part'), 1, 1);
    await bring();
    expect(readdirSync(partial())).toEqual(['new.part']);
  });

  it('asks again where what it kept of the list is damaged', async () => {
    await bring({}, { revision: hub.commit });
    writeFileSync(join(root(), '.reagent', 'listings', `${hub.commit}.json`), '[{');
    await bring({}, { revision: hub.commit });
    expect(hub.seen.filter(({ path }) => path.startsWith('/api/')).length).toBe(2);
  });

  it('ends with what its caller throws, and is not tried again', async () => {
    const reason = new TypeError('the caller is wrong');
    const progress = ({ file }: DownloadProgress): void => {
      if (file === data) throw reason;
    };
    await expect(bring({ progress })).rejects.toBe(reason);
    expect(ranges()).toEqual([undefined]);
  });

  it('waits for a slow server', async () => {
    hub.faults.set(data, [{ pauseBetween: 5 }]);
    await bring();
    expect(ranges()).toEqual([undefined]);
  });
});

describe('a wrong file', () => {
  const whole = (): Buffer => hub.files.get(data) as Buffer;
  it.each([
    ['too short', () => whole().subarray(0, 1000), /has \d+ bytes instead of 191744/],
    ['too long', () => Buffer.concat([whole(), whole()]), /more than its 191744 bytes/],
    ['of other contents', () => Buffer.alloc(whole().length, 7), /other contents than its SHA-256/],
  ])('%s is never trusted', async (_, body, message) => {
    hub.faults.set(
      data,
      Array.from({ length: 5 }, () => ({ body: body() })),
    );
    await expect(bring()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringMatching(message) });
    expect(existsSync(snapshot(data))).toBe(false);
    await bring(); // the server is well again
    expect(isWhole(data)).toBe(true);
  });

  it('small files are checked too', async () => {
    const size = hub.files.get('config.json')?.length ?? 0;
    hub.faults.set('config.json', [{ body: Buffer.alloc(size, 32) }]);
    await bring();
    expect(isWhole('config.json')).toBe(true);
  });

  it('is found by what the answer itself tells where the list gives names only', async () => {
    hub.namesOnly = true;
    hub.faults.set(data, [{ cutAfter: 100_000 }]);
    const told: DownloadProgress[] = [];
    await bring({ progress: (progress) => told.push(progress) });
    expect(ranges()).toEqual([undefined, undefined]); // nothing says that it would be the same file
    expect(isWhole(data)).toBe(true);
    expect(told.at(-1)).toMatchObject({ file: graph, fileTotal: null, total: null });
  });
});

describe('a server that refuses', () => {
  it.each([
    ['a gated repository', [{ status: 401, errorCode: 'GatedRepo' }], 'ACCESS_DENIED', /accept its terms.*HF_TOKEN/],
    ['a refused one', [{ status: 403 }], 'ACCESS_DENIED', /may not be read/],
    ['a private or missing one', [{ status: 401 }], 'ACCESS_DENIED', /no public repository/],
    ['a missing one', [{ status: 404 }], 'MODEL_NOT_FOUND', /no such repository or revision/],
    ['another refusal', [{ status: 418 }], 'DOWNLOAD_FAILED', /418/],
  ])('%s is said to be one, at once', async (_, faults, code, message) => {
    hub.faults.set('/revision/main', faults);
    await expect(bring()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(hub.seen.length).toBe(1);
  });

  it('a gated file behind an open list is said to be one', async () => {
    hub.faults.set('config.json', [{ status: 403, errorCode: 'GatedRepo' }]);
    await expect(bring()).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      message: expect.stringMatching(/config\.json of some-one/),
    });
  });

  it('is asked again while it is ill; then the last answer holds, if there is one', async () => {
    const ill = Array.from({ length: 5 }, () => ({ status: 503 }));
    hub.faults.set('/revision/main', [...ill]);
    await expect(bring()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringMatching(/503/) });
    expect(hub.seen.length).toBe(5);
    const first = await bring();
    hub.faults.set('/revision/main', [...ill]);
    expect(await bring()).toEqual(first);
    expect(hub.faults.get('/revision/main')?.length).toBe(3);
    await hub.close();
    expect(await bring()).toEqual(first);
    await expect(bring({}, { revision: 'v2' })).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be reached.*ECONNREFUSED/),
    });
  });

  it('answers with another commit than the one that was asked for', async () => {
    const other = bring({}, { revision: 'e'.repeat(40) });
    await expect(other).rejects.toMatchObject({ message: expect.stringMatching(/another commit than e{40}/) });
  });

  it('is not the Hub', async () => {
    hub.commit = 'no commit';
    await expect(bring()).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/check hubUrl/),
    });
  });
});
