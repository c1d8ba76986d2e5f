import { attribute, type AttributionResult, type Backend } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';

/** A result with everything that the model was asked and answered, in order. */
export interface RecordedRun {
  readonly asked: readonly number[][];
  readonly logProbabilities: readonly number[];
  readonly result: AttributionResult;
}

/** The same run wherever its backend is. `beforeScore`: is told how many batches there have been. */
export async function recorded(backend: Backend, beforeScore?: (batches: number) => void): Promise<RecordedRun> {
  const asked: number[][] = [];
  const logProbabilities: number[] = [];
  const recording: Backend = {
    ...backend,
    score: async (request) => {
      asked.push([...request.contexts.ids]);
      beforeScore?.(asked.length);
      const scores = await backend.score(request);
      logProbabilities.push(...scores.logProbabilities);
      return scores;
    },
  };
  const result = await attribute({
    ...{ backend: recording, replacer: createRandomReplacer(), text: 'The capital of France is', seed: 7 },
    ...{ stopping: null, limits: { steps: 30 } },
  });
  return { asked, logProbabilities, result };
}
