import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReagentError } from '@reagent/core';
import writeFileAtomic from 'write-file-atomic';

/** Throws `INVALID_OPTION` if the file could not be written: better before a long run than after it. */
export async function checkOutputFile(option: string, file: string): Promise<void> {
  const folder = dirname(file);
  const problem = (await isFolder(file))
    ? 'it is a folder'
    : (await isWritable(folder))
      ? null
      : `there is no folder ${JSON.stringify(folder)} that may be written to`;
  if (problem !== null) throw new ReagentError('INVALID_OPTION', `${option} ${file}: ${problem}`);
}

/** The result as one line of JSON, which ends with a newline. */
export function jsonLine(result: object): string {
  return `${JSON.stringify(result)}\n`;
}

/** Writes beside the file and renames, so that nobody ever sees half of it. */
export async function writeJsonFile(file: string, result: object): Promise<void> {
  await writeFileAtomic(file, jsonLine(result));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isWritable(folder: string): Promise<boolean> {
  return (
    (await isFolder(folder)) &&
    access(folder, constants.W_OK).then(
      () => true,
      () => false,
    )
  );
}
