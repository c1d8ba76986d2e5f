import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReagentError } from '@reagent/core';
import writeFileAtomic from 'write-file-atomic';

/**
 * Throws `INVALID_OPTION` if the file could not be written: better before a long run than after it.
 * @param option that names the file, such as `--json`
 */
export async function checkOutputFile(option: string, file: string): Promise<void> {
  const folder = dirname(file);
  const problem = (await isFolder(file))
    ? 'it is a folder'
    : (await isWritable(folder))
      ? null
      : `there is no folder ${JSON.stringify(folder)} that may be written to`;
  if (problem !== null) throw new ReagentError('INVALID_OPTION', `${option} ${file}: ${problem}`);
}

/** Writes beside the file and renames, so that nobody ever sees half of it. */
export async function writeOutputFile(file: string, content: string | Buffer): Promise<void> {
  await writeFileAtomic(file, content);
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
