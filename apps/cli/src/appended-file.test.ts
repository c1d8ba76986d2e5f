import type { FileHandle } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { appendingTo } from './appended-file.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

function toldHandle(datasync: () => Promise<void>, calls: string[]): FileHandle {
  return {
    appendFile: async (text: string) => void calls.push(text),
    datasync: () => (calls.push('sync'), datasync()),
    close: async () => void calls.push('close'),
  } as unknown as FileHandle;
}

test('the disk is asked once a second, and not at the end', async () => {
  const calls: string[] = [];
  const file = appendingTo('x', async () => toldHandle(async () => {}, calls));
  await file.append('a');
  vi.setSystemTime(Date.now() + 1000);
  await file.append('b');
  await file.append('c');
  await file.close();
  expect(calls).toEqual(['a\n', 'b\n', 'sync', 'c\n', 'close']);
});

test('a disk that fails in the background is told of at the end, and the file is closed', async () => {
  const calls: string[] = [];
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const file = appendingTo('x', async () => toldHandle(() => Promise.reject(full), calls));
  vi.setSystemTime(Date.now() + 1000);
  await file.append('a');
  await expect(file.close()).rejects.toMatchObject({ code: 'WRITE_FAILED', cause: full });
  expect(calls).toEqual(['a\n', 'sync', 'close']);
});

test('where nothing was added nothing is opened', async () => {
  const open = vi.fn<() => Promise<FileHandle>>();
  await appendingTo('x', open).close();
  expect(open).not.toHaveBeenCalled();
});
