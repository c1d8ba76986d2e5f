import { attributeSteps, type AttributeOptions, type AttributionEvent, type AttributionResult } from '@reagent/core';
import { endWords, recordPath, renderHtml, renderTerminal } from '@reagent/report';
import { criterionOf } from '@reagent/stopping';
import type { AttributeCall } from './calls.ts';
import { wantsColour } from './colour.ts';
import { exitCodes } from './exit-codes.ts';
import { interruptible } from './interrupt.ts';
import { checkJsonFile, jsonLine, writeJsonFile } from './json-output.ts';
import { checkOutputFile, writeOutputFile } from './output-file.ts';
import { readInput, type Input } from './read-input.ts';
import { openModels, type Models } from './models.ts';
import { startProgress } from './progress.ts';
import { chooseReplacer } from './replacer.ts';
import type { Surroundings } from './surroundings.ts';

/** Explains a text and prints what came out; gives the exit code. */
export async function runAttribute(call: AttributeCall, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const { json, html } = call.view;
  if (json !== null && json !== '-') await checkJsonFile(json);
  if (html !== null) await checkOutputFile('--html', html);
  const input = await readInput(call.input);
  const recorder = html === null ? null : recordPath();
  const result = await explain(call, input, surroundings, (event) => recorder?.tell(event));
  stdout.write(json === '-' ? jsonLine(result) : view(call, result, surroundings));
  if (json !== null && json !== '-') await writeJsonFile(json, result);
  if (html !== null) await writeOutputFile(html, renderHtml(result, { path: recorder?.path() ?? [] }));
  if (!call.requireConvergence || result.converged) return exitCodes.result;
  stderr.write(`reagent: ${endWords(result)}; raise the limits for a result that has converged [NOT_CONVERGED]\n`);
  return exitCodes.notConverged;
}

/** The run, from the models' files to the result, with its progress. Ctrl-C ends it with the best result so far. */
async function explain(
  call: AttributeCall,
  input: Input,
  surroundings: Surroundings,
  tell: (event: AttributionEvent) => void,
): Promise<AttributionResult> {
  const { stderr } = surroundings;
  const remark = (text: string): void => void (call.view.quiet || stderr.write(`reagent: ${text}\n`));
  const progress = startProgress(call, stderr);
  const interrupt = interruptible(surroundings, () => {
    progress.end();
    remark('interrupted: ending with what there is so far (Ctrl-C again ends at once)');
  });
  let models: Models | null = null;
  try {
    models = await openModels(call.models, { progress: progress.download, signal: interrupt.signal });
    for await (const event of attributeSteps({
      ...input,
      ...(await attributeOptions(call, models, interrupt.signal, remark)),
    })) {
      if (!interrupt.signal.aborted) progress.tell(event);
      tell(event);
      if (event.type === 'finished') return event.result;
    }
    throw new TypeError('a run ends with a finished event');
  } finally {
    progress.end();
    interrupt.release();
    await models?.dispose();
  }
}

async function attributeOptions(
  call: AttributeCall,
  models: Models,
  signal: AbortSignal,
  remark: (text: string) => void,
): Promise<AttributeOptions> {
  const { probes, replacingRatio, difference } = call;
  const { target, answer, span, whole, insteadOf } = call.explained;
  const { unit, parts, pin } = call.replaced;
  const { batchSize } = call.models;
  return {
    backend: models.backend,
    replacer: await chooseReplacer(call.replacer, models, remark),
    ...(target === null ? {} : { target }),
    ...(answer === null ? {} : { answer }),
    ...(span === null ? {} : { span }),
    ...(insteadOf === null ? {} : { insteadOf }),
    whole,
    ...(unit === null ? {} : { unit }),
    parts,
    pin,
    stopping: criterionOf(call.preset),
    preset: call.preset,
    seed: call.seed,
    ...(probes === null ? {} : { probes }),
    ...(replacingRatio === null ? {} : { replacingRatio }),
    ...(difference === null ? {} : { difference }),
    limits: call.limits,
    execution: batchSize === null ? {} : { batchSize },
    signal,
  };
}

function view(call: AttributeCall, result: AttributionResult, surroundings: Surroundings): string {
  return renderTerminal(result, {
    colour: wantsColour(call.view.colour, surroundings),
    width: surroundings.stdout.columns || 80, // none in a pipe, 0 in a terminal that does not know
    show: call.view.show,
    granularity: call.view.granularity,
  });
}
