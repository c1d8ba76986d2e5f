import type * as fileSystem from 'node:fs';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchModel, type FetchedModel } from '../src/hub/fetch-model.ts';
import { hubAccess } from '../src/hub/hub-options.ts';
import { filesOf, startLocalHub, type LocalHub } from './local-hub.ts';

/** Bytes that the disk still takes. */
const disk = vi.hoisted(() => ({ room: Infinity }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fileSystem>();
  const createWriteStream = (...args: Parameters<typeof real.createWriteStream>): Writable => {
    const file = real.createWriteStream(...args);
    return new Writable({
      write(chunk: Buffer, encoding, done) {
        disk.room -= chunk.length;
        if (disk.room >= 0) return void file.write(chunk, encoding, done);
        done(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' }));
      },
      final: (done) => void file.end(done),
    });
  };
  return { ...real, createWriteStream };
});

let hub: LocalHub;
let cacheDir: string;
beforeEach(async () => {
  hub = await startLocalHub(filesOf(new URL('../fixtures/gpt2/', import.meta.url)));
  cacheDir = mkdtempSync(join(tmpdir(), 'reagent-disk-'));
});
afterEach(async () => {
  disk.room = Infinity;
  await hub.close();
  rmSync(cacheDir, { recursive: true });
});

const bring = (folder = cacheDir): Promise<FetchedModel> =>
  fetchModel(
    { repository: 'some-one/some-model', revision: 'main', dtype: 'fp32' },
    { ...hubAccess({ hubUrl: hub.url, cacheDir: folder }, {}), firstPause: 1 },
    {},
  );

it('a full disk is said to be full, and is left with nothing half-written', async () => {
  disk.room = 100_000;
  const message = `the disk is full at ${cacheDir}: make room, or give another cacheDir`;
  await expect(bring()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', message });
  const names = readdirSync(cacheDir, { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => /\.(part|kept|onnx)$/.test(name))).toEqual([]);
  expect(hub.seen.filter(({ server }) => server === 'store').length).toBe(1); // trying again would not help
  disk.room = Infinity;
  const { folder } = await bring();
  expect(readdirSync(join(folder, 'onnx'))).toEqual(['model.onnx']);
});

it('a cache that cannot be written is said to be one', async () => {
  const file = join(cacheDir, 'file');
  writeFileSync(file, '');
  await expect(bring(file)).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/cannot be written \(ENOTDIR\)/),
  });
});
