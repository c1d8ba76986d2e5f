import { estimate, type Estimate } from '@reagent/core';
import type { AttributeCall } from './calls.ts';
import { exitCodes } from './exit-codes.ts';
import { jsonLine, writeJsonFile } from './json-output.ts';
import { durationWords } from './progress-words.ts';
import type { Input } from './read-input.ts';
import type { Surroundings } from './surroundings.ts';
import { withRun } from './with-run.ts';

/** Tells what the run would cost, and does not begin it. */
export async function dryRun(call: AttributeCall, input: Input, surroundings: Surroundings): Promise<number> {
  const told = await withRun(call, surroundings, ({ options }) => estimate({ ...options, ...input }));
  const { json } = call.view;
  surroundings.stdout.write(json === '-' ? jsonLine(told) : `${estimateWords(told)}\n`);
  if (json !== null && json !== '-') await writeJsonFile(json, told);
  return exitCodes.result;
}

/** `at most 200 evaluations, about 2 s: 6.2 ms each, as 8 took; …` */
export function estimateWords({ evaluations, seconds, endedBy, measured }: Estimate): string {
  const each = `${Number((measured.secondsPerEvaluation * 1000).toPrecision(2))} ms each, as ${measured.evaluations} took`;
  if (evaluations === null || seconds === null) {
    return `no limit ends it: ${each}; give --max-evaluations, --max-steps or --max-seconds`;
  }
  const most = `at most ${evaluations} evaluation${evaluations === 1 ? '' : 's'}, about ${durationWords(seconds)}`;
  return endedBy === 'nothing-to-replace'
    ? `${most}: no token of the text may be replaced`
    : `${most}: ${each}; the limit is that of ${endedBy}, and a met criterion ends it before`;
}
