import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJournalFile, openJournalFile } from './journal-file.ts';

const header = '{"format":"reagent/journal/1"}';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reagent-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

test('lines come back, and more are added', async () => {
  const file = join(folder, 'new');
  const journal = await createJournalFile(file);
  expect(await journal.lines()).toEqual([]);
  await journal.append(header);
  await journal.append('é');
  await journal.close();
  const again = await openJournalFile(file);
  expect(await again.lines()).toEqual([header, 'é']);
  await again.append('b');
  await again.close();
  expect(await readFile(file, 'utf8')).toBe(`${header}\né\nb\n`);
});

test('a torn last line is dropped, also where it is the header; the file is cut when a line is added', async () => {
  for (const [torn, lines] of [
    [`${header}\na\n{"as`, [header, 'a']],
    [header.slice(0, 12), []],
    ['', []],
  ] as const) {
    const file = await fileOf('torn', torn);
    const journal = await openJournalFile(file);
    expect(await journal.lines()).toEqual(lines);
    expect(await readFile(file, 'utf8')).toBe(torn);
    await journal.append('b');
    await journal.close();
    expect(await readFile(file, 'utf8')).toBe([...lines, 'b', ''].join('\n'));
  }
});

test.each(['my thesis', 'my\nthesis\n', '{"format":"other"}\n'])(
  '%j is no journal and stays as it is',
  async (text) => {
    const file = await fileOf('other', text);
    await expect(openJournalFile(file)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await readFile(file, 'utf8')).toBe(text);
  },
);

test('nothing is written before the first line, and nothing over another file', async () => {
  const file = join(folder, 'later');
  const [first, second] = [await createJournalFile(file), await createJournalFile(file)];
  await expect(readFile(file)).rejects.toThrow('ENOENT');
  await first.append('a');
  await expect(second.append('b')).rejects.toMatchObject({ code: 'WRITE_FAILED' });
  await first.close();
  await expect(createJournalFile(file)).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('--resume'),
  });
  expect(await readFile(file, 'utf8')).toBe('a\n');
});

test('a file that is not there, or cannot be', async () => {
  await expect(openJournalFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const journal = await createJournalFile(join(folder, 'no-folder', 'j'));
  await expect(journal.append('a')).rejects.toMatchObject({
    code: 'WRITE_FAILED',
    message: expect.stringContaining('there is no such file'),
  });
});
