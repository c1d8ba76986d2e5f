import { inertJson } from '@reagent/report';
import { checkOutputFile, writeOutputFile } from './output-file.ts';

/** Throws `INVALID_OPTION` if the file could not be written: better before a long run than after it. */
export async function checkJsonFile(file: string): Promise<void> {
  await checkOutputFile('--json', file);
}

/** The result as one line of JSON, which ends with a newline; what a terminal would obey is written as an escape. */
export function jsonLine(result: object): string {
  return `${inertJson(result)}\n`;
}

export async function writeJsonFile(file: string, result: object): Promise<void> {
  await writeOutputFile(file, jsonLine(result));
}
