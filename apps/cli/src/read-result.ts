import { ReagentError, type AttributionResult } from '@reagent/core';
import { parseResult } from '@reagent/result-schema';
import { readJsonFile } from './json-input.ts';

/** @throws ReagentError `INVALID_INPUT` for a file that is not there, not JSON, or no result that can be read; names it */
export async function readResult(file: string): Promise<AttributionResult> {
  const json = await readJsonFile(file);
  try {
    return parseResult(json);
  } catch (cause) {
    if (!ReagentError.isInstance(cause)) throw cause;
    throw new ReagentError(cause.code, `${file}: ${cause.message}`, { cause });
  }
}
