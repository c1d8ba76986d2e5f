import { ReagentError, type AttributionResult } from '@reagent/core';
import { compareResults, renderComparison, renderTerminal, usualQuantity } from '@reagent/report';
import type { CompareCall, ShowCall } from './calls.ts';
import { wantsColour } from './colour.ts';
import { exitCodes } from './exit-codes.ts';
import { checkJsonFile, jsonLine, writeJsonFile } from './json-output.ts';
import { checkOutputFile, writeOutputFile } from './output-file.ts';
import { readResult } from './read-result.ts';
import { formats, type FormatOptions } from './result-formats.ts';
import type { Surroundings } from './surroundings.ts';

/** Shows a stored result: in the terminal, or in the formats asked for. */
export async function runShow(call: ShowCall, surroundings: Surroundings): Promise<number> {
  for (const { format, file } of call.outputs) {
    if (file !== '-') await checkOutputFile(`--${format}`, file);
    else if (format === 'png' && surroundings.stdout.isTTY === true) {
      throw new ReagentError('INVALID_OPTION', '--png: a terminal cannot show it: give a file');
    }
  }
  const result = await readResult(call.file);
  if (call.outputs.length === 0) surroundings.stdout.write(terminal(call, result, surroundings));
  const options: FormatOptions = { ...call, show: call.show ?? usualQuantity(result) };
  for (const { format, file } of call.outputs) {
    const content = await formats[format](result, options);
    if (file === '-') surroundings.stdout.write(content);
    else await writeOutputFile(file, content);
  }
  return exitCodes.result;
}

function terminal(call: ShowCall, result: AttributionResult, surroundings: Surroundings): string {
  return renderTerminal(result, {
    colour: wantsColour(call.colour, surroundings),
    width: surroundings.stdout.columns || 80, // none in a pipe, 0 in a terminal that does not know
    show: call.show ?? usualQuantity(result),
    granularity: call.granularity,
    ...(call.top === null ? {} : { top: call.top }),
  });
}

/** Compares two stored results. */
export async function runCompare(call: CompareCall, { stdout }: Surroundings): Promise<number> {
  const { files, json, top } = call;
  if (json !== null && json !== '-') await checkJsonFile(json);
  const [a, b] = [await readResult(files[0]), await readResult(files[1])];
  const comparison = compareResults(a, b, {
    show: call.show ?? usualQuantity(a),
    top,
    ...(call.granularity === null ? {} : { granularity: call.granularity }),
  });
  stdout.write(json === '-' ? jsonLine(comparison) : renderComparison(comparison, { names: files }));
  if (json !== null && json !== '-') await writeJsonFile(json, comparison);
  return exitCodes.result;
}
