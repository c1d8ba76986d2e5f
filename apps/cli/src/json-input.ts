import { readFile } from 'node:fs/promises';
import { ReagentError } from '@reagent/core';

/** @throws ReagentError `INVALID_INPUT` for a file that cannot be read or is not JSON */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ReagentError('INVALID_INPUT', `cannot read ${file}: ${reasonOf(cause)}`, { cause });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ReagentError('INVALID_INPUT', `${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return (
    { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[code ?? ''] ?? message
  );
}
