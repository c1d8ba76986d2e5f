import { open } from 'node:fs/promises';
import { attributeSteps, traceLine, type AttributionResult } from '@reagent/core';
import { endWords, renderHtml, renderTerminal } from '@reagent/report';
import { appendingTo, type AppendedFile } from './appended-file.ts';
import type { AttributeCall } from './calls.ts';
import { wantsColour } from './colour.ts';
import { dryRun } from './dry-run.ts';
import { exitCodes } from './exit-codes.ts';
import { createJournalFile, openJournalFile, type JournalFile } from './journal-file.ts';
import { checkJsonFile, jsonLine, writeJsonFile } from './json-output.ts';
import { checkOutputFile, writeOutputFile } from './output-file.ts';
import { readInput, type Input } from './read-input.ts';
import type { Surroundings } from './surroundings.ts';
import { withRun } from './with-run.ts';

/** Explains a text and prints what came out; gives the exit code. */
export async function runAttribute(call: AttributeCall, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const { json, html, trace } = call.view;
  if (json !== null && json !== '-') await checkJsonFile(json);
  if (html !== null) await checkOutputFile('--html', html);
  if (trace !== null) await checkOutputFile('--trace', trace);
  if (call.journal?.resume === false) await checkOutputFile('--checkpoint', call.journal.file);
  const input = await readInput(call.input, surroundings);
  if (call.dryRun) return dryRun(call, input, surroundings);
  const result = await explain(call, input, surroundings);
  stdout.write(json === '-' ? jsonLine(result) : view(call, result, surroundings));
  if (json !== null && json !== '-') await writeJsonFile(json, result);
  if (html !== null) await writeOutputFile(html, renderHtml(result));
  if (!call.requireConvergence || result.converged) return exitCodes.result;
  stderr.write(`reagent: ${endWords(result)}; raise the limits for a result that has converged [NOT_CONVERGED]\n`);
  return exitCodes.notConverged;
}

/** The run with its progress, its journal and its trace. Ctrl-C ends it with the best result so far. */
async function explain(call: AttributeCall, input: Input, surroundings: Surroundings): Promise<AttributionResult> {
  const trace = call.view.trace === null ? null : traceFile(call.view.trace);
  const journal = await journalOf(call.journal);
  try {
    return await withRun(call, surroundings, async ({ options, tell }) => {
      for await (const event of attributeSteps({ ...input, ...options, ...(journal === null ? {} : { journal }) })) {
        tell(event);
        await trace?.append(traceLine(event));
        if (event.type === 'finished') return event.result;
      }
      throw new TypeError('a run ends with a finished event');
    });
  } finally {
    await journal?.close();
    await trace?.close();
  }
}

/** Written as the run goes: what there is of it is whole lines. */
function traceFile(file: string): AppendedFile {
  return appendingTo(file, () => open(file, 'w'));
}

async function journalOf(choice: AttributeCall['journal']): Promise<JournalFile | null> {
  if (choice === null) return null;
  return choice.resume ? openJournalFile(choice.file) : createJournalFile(choice.file);
}

function view(call: AttributeCall, result: AttributionResult, surroundings: Surroundings): string {
  return renderTerminal(result, {
    colour: wantsColour(call.view.colour, surroundings),
    width: surroundings.stdout.columns || 80, // none in a pipe, 0 in a terminal that does not know
    show: call.view.show,
    granularity: call.view.granularity,
  });
}
