/** In a process of its own, with --expose-gc: memory over the steps of one run. */
import { attributeSteps, type StoppingCriterion } from '@reagent/core';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { criterionOf } from '@reagent/stopping';
import { answer, taskOf } from './child.ts';
import { openBackend, openMaskedModel, type BenchModel } from './models.ts';

export interface SoakTask {
  readonly model: BenchModel;
  readonly steps: number;
  /** A look at the memory after so many steps. */
  readonly every: number;
}

/** Bytes after a garbage collection. */
export interface MemorySample {
  readonly step: number;
  readonly evaluations: number;
  /** JavaScript's objects and array buffers. */
  readonly heap: number;
  readonly resident: number;
}

/** The paper's test, asked and answered, but never met. */
function neverMet(criterion: StoppingCriterion): StoppingCriterion {
  return {
    ...criterion,
    check(state) {
      const outcome = criterion.check(state);
      return 'tests' in outcome ? { ...outcome, decide: () => ({ met: state.probes.map(() => false) }) } : outcome;
    },
  };
}

const { model, steps, every } = taskOf<SoakTask>();
const backend = await openBackend(model);
const maskedModel = await openMaskedModel(model);
const samples: MemorySample[] = [];
for await (const event of attributeSteps({
  ...{ backend, replacer: createRobertaReplacer({ maskedModel }), preset: 'paper' },
  stopping: neverMet(criterionOf('paper')),
  text: 'The capital of France is',
  limits: { steps },
})) {
  if (event.type !== 'step' || event.step % every !== 0) continue;
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  samples.push({ step: event.step, evaluations: event.evaluations, heap: heapUsed + arrayBuffers, resident: rss });
}
await Promise.all([backend.dispose(), maskedModel.dispose()]);
answer(samples);
