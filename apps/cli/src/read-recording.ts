import { readExactJson, ReagentError } from '@reagent/core';
import { readTextFile } from './json-input.ts';

/**
 * A recording as `replay` takes it: what a file of JSON holds; or, of a trace, the list of its lines. A last line that was
 * cut off by the end of its run is left out.
 * @throws ReagentError `INVALID_INPUT`
 */
export async function readRecording(file: string): Promise<unknown> {
  const text = await readTextFile(file);
  const lines = text.split('\n');
  const first = parsed(lines[0] ?? '');
  if (typeof first === 'object' && first !== null && 'type' in first) {
    return lines
      .slice(0, -1)
      .map((line, index) => parsed(line) ?? refuse(file, `is damaged: line ${index + 1} is not JSON`));
  }
  return parsed(text, (cause) => refuse(file, `is not JSON: ${cause.message}`));
}

function parsed(text: string, otherwise: (cause: Error) => unknown = () => undefined): unknown {
  try {
    return readExactJson(text);
  } catch (cause) {
    return otherwise(cause as Error);
  }
}

function refuse(file: string, why: string): never {
  throw new ReagentError('INVALID_INPUT', `${file} ${why}`);
}
