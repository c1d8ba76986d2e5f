import { readFile } from 'node:fs/promises';
import { ReagentError } from '@reagent/core';
import { fileProblem } from './file-problem.ts';

/** @throws ReagentError `INVALID_INPUT` for a file that cannot be read */
export async function readTextFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ReagentError('INVALID_INPUT', `cannot read ${file}: ${fileProblem(cause)}`, { cause });
  });
}

/** @throws ReagentError `INVALID_INPUT` for a file that cannot be read or is not JSON */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readTextFile(file);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ReagentError('INVALID_INPUT', `${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
