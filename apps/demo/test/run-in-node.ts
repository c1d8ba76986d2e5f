import { attributeSteps, type AttributionResult, type EvaluatedContext } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { createTinyModels } from '@reagent/tiny';

/** A run as the page tells of it. */
export interface Run {
  readonly result: AttributionResult;
  readonly trace: readonly EvaluatedContext[];
}

interface Question {
  readonly text: string;
  readonly target: number;
  readonly insteadOf: number;
  readonly seed: number;
}

/** What the command line does with its defaults. */
export async function runInNode(question: Question): Promise<Run> {
  const { backend, maskedModel, dispose } = await createTinyModels();
  try {
    const trace: EvaluatedContext[] = [];
    const options = { backend, replacer: createRobertaReplacer({ maskedModel }), stopping: criterionOf('default') };
    for await (const event of attributeSteps({ ...options, ...question })) {
      if (event.type === 'finished') return { result: event.result, trace };
      if (event.type === 'swept' || event.type === 'step') trace.push(...event.evaluated());
    }
    throw new Error('a run ends with a finished event');
  } finally {
    await dispose();
  }
}
