import { attributeSteps, type EvaluatedContext } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import type { TinyModels } from '@reagent/tiny';
import type { DemoRun, DemoSettings } from '../../src/settings.ts';

/** A run of the tiny pair as the page makes it, in Node. */
export async function runInNode({ backend, maskedModel }: TinyModels, settings: DemoSettings): Promise<DemoRun> {
  const { text, target, insteadOf, unit, seed, evaluations } = settings;
  const trace: EvaluatedContext[] = [];
  for await (const event of attributeSteps({
    ...{ backend, text, unit, seed, stopping: criterionOf('default'), limits: { evaluations }, path: true },
    replacer: settings.replacer === 'random' ? createRandomReplacer() : createRobertaReplacer({ maskedModel }),
    ...(target === null ? {} : { target }),
    ...(insteadOf === null ? {} : { insteadOf }),
  })) {
    if (event.type === 'swept' || event.type === 'step') trace.push(...event.evaluated());
    if (event.type !== 'finished') continue;
    const ids = new Set(trace.flatMap(({ substitutes }) => substitutes.map(([, id]) => id)));
    const texts = Object.fromEntries(Array.from(ids, (id) => [id, backend.tokenizer.decode([id])]));
    return { settings, result: event.result, trace, texts };
  }
  throw new Error('a run ends with a finished event');
}
