import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { ReagentError, type Journal } from '@reagent/core';
import { fileProblem } from './file-problem.ts';
import { appendingTo, type AppendedFile } from './appended-file.ts';

/** A journal in a file, a line each. A last line without its end was cut by the end of its process, and is dropped. */
export interface JournalFile extends Journal {
  close(): Promise<void>;
}

/** What a header begins with: no other file is cut. */
const begin = '{"format":"reagent/journal/';

/**
 * Nothing is written before the run begins: a call that is refused leaves no file.
 * @throws ReagentError `INVALID_OPTION` where there is such a file
 */
export async function createJournalFile(file: string): Promise<JournalFile> {
  const exists = await stat(file).then(
    () => true,
    () => false,
  );
  if (!exists)
    return journalIn(
      [],
      appendingTo(file, () => open(file, 'wx')),
    );
  throw new ReagentError(
    'INVALID_OPTION',
    `--checkpoint ${file}: there is such a file: go on with it by --resume, or name another`,
  );
}

/**
 * The file is changed by the first line that is added, so that one of another run stays as it is.
 * @throws ReagentError `INVALID_INPUT` where there is no such file, or another one
 */
export async function openJournalFile(file: string): Promise<JournalFile> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ReagentError('INVALID_INPUT', `--resume ${file}: ${fileProblem(cause)}`, { cause });
  });
  const start = bytes.subarray(0, begin.length).toString('utf8');
  if (!begin.startsWith(start)) throw new ReagentError('INVALID_INPUT', `--resume ${file}: it is no journal of a run`);
  const end = bytes.lastIndexOf('\n') + 1;
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  return journalIn(
    lines,
    appendingTo(file, () => cutAt(file, end)),
  );
}

async function cutAt(file: string, end: number): Promise<FileHandle> {
  const handle = await open(file, 'r+');
  await handle.truncate(end);
  await handle.close();
  return open(file, 'a');
}

function journalIn(lines: readonly string[], file: AppendedFile): JournalFile {
  return { lines: () => lines, append: file.append, close: file.close };
}
