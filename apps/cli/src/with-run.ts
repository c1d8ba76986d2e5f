import type { AttributeOptions, AttributionEvent } from '@reagent/core';
import { criterionOf } from '@reagent/stopping';
import type { AttributeCall } from './calls.ts';
import { interruptible } from './interrupt.ts';
import { openModels, type Models } from './models.ts';
import { ownCriterion } from './own-module.ts';
import { startProgress } from './progress.ts';
import { chooseReplacer } from './replacer.ts';
import type { Surroundings } from './surroundings.ts';

/** What a run needs but its text. */
export interface OpenedRun {
  readonly options: AttributeOptions;
  /** Shows how far it has come. */
  readonly tell: (event: AttributionEvent) => void;
}

/** Opens what the call names and lets it go again. Ctrl-C aborts the signal among the options. */
export async function withRun<T>(
  call: AttributeCall,
  surroundings: Surroundings,
  use: (run: OpenedRun) => Promise<T>,
): Promise<T> {
  const { stderr } = surroundings;
  const remark = (text: string): void => void (call.view.quiet || stderr.write(`reagent: ${text}\n`));
  const progress = startProgress(call, stderr);
  const interrupt = interruptible(surroundings, () => {
    progress.end();
    remark('interrupted: ending with what there is so far (Ctrl-C again ends at once)');
  });
  let models: Models | null = null;
  try {
    models = await openModels(call.models, {
      progress: progress.download,
      signal: interrupt.signal,
      env: surroundings.env,
    });
    return await use({
      options: await attributeOptions(call, models, interrupt.signal, remark),
      tell: (event) => void (interrupt.signal.aborted || progress.tell(event)),
    });
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
    stopping: call.stop === null ? criterionOf(call.preset) : await ownCriterion(call.stop),
    preset: call.preset,
    seed: call.seed,
    ...(probes === null ? {} : { probes }),
    ...(replacingRatio === null ? {} : { replacingRatio }),
    ...(difference === null ? {} : { difference }),
    limits: call.limits,
    path: call.view.json !== null || call.view.html !== null,
    execution: batchSize === null ? {} : { batchSize },
    signal,
  };
}
