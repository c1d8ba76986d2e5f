import type { AttributeOptions } from '@reagent/core';
import { criterionOf } from '@reagent/stopping';
import type { OpenModel } from '../own-text/demo-models.ts';
import type { DemoSettings } from '../settings.ts';

const preset = 'default';

/** The call that the settings stand for; the command line makes the same of the same options. */
export async function runOptions(settings: DemoSettings, model: OpenModel): Promise<AttributeOptions> {
  const { text, target, insteadOf, unit, seed, evaluations } = settings;
  return {
    backend: model.backend,
    replacer: await model.replacer(settings.replacer),
    text,
    ...(target === null ? {} : { target }),
    ...(insteadOf === null ? {} : { insteadOf }),
    ...(unit === 'token' ? {} : { unit }),
    ...{ preset, stopping: criterionOf(preset), seed, limits: { evaluations }, path: true },
  };
}
