import { expect, it } from 'vitest';
import { KeptFile } from '../src/files/kept-file.ts';
import { openStore } from '../src/files/store.ts';
import { sha256Of } from '../src/sha256.ts';

const mebibyte = 2 ** 20;
const bytes = new Uint8Array(17 * mebibyte).map((_, index) => index % 251);

async function write(file: KeptFile, from: number, to: number, tag: string | null = 'one'): Promise<number> {
  const writer = await file.write(from === 0 ? undefined : { bytes: from, tag: 'one' }, tag);
  const step = 3 * mebibyte + 7;
  for (let at = from; at < to; at += step) await writer.write(bytes.slice(at, Math.min(at + step, to)));
  return writer.flush();
}

it('puts a file together again, wherever it was cut', async () => {
  const file = new KeptFile(await openStore(false), 'model', 'https://site.example/file');
  const cuts = [0, 5, 8 * mebibyte - 1, 8 * mebibyte, 16 * mebibyte + 3, bytes.length];
  let parts = 0;
  for (const [index, to] of cuts.slice(1).entries()) {
    parts = await write(file, cuts[index]!, to);
    expect(await file.beginning()).toEqual({ bytes: to, tag: 'one' });
    expect(await file.whole()).toBeUndefined();
  }
  await file.close(parts);
  expect(parts).toBe(3);
  expect(await sha256Of(await ((await file.whole()) as Blob).arrayBuffer())).toBe(await sha256Of(bytes));
});

it('takes no parts of another file for its own', async () => {
  const store = await openStore(false);
  const file = new KeptFile(store, 'model', 'https://site.example/file');
  await file.close(await write(file, 0, 17 * mebibyte));
  const other = new KeptFile(store, 'model', 'https://site.example/other');
  await write(other, 0, 9 * mebibyte, 'two');
  const strange = await store.match('https://site.example/other?reagent-part=1');
  await store.put('https://site.example/file?reagent-part=1', strange!);
  expect(await file.whole()).toBeUndefined();
  expect(await file.beginning()).toEqual({ bytes: 8 * mebibyte, tag: 'one' });
});

it('has no beginning where nothing tells its contents from others', async () => {
  const file = new KeptFile(await openStore(false), 'model', 'https://site.example/file');
  await write(file, 0, 10, null);
  expect(await file.beginning()).toBeUndefined();
  await file.remove();
  await file.close(await write(file, 0, 0, null));
  expect((await file.whole())?.size).toBe(0);
});
