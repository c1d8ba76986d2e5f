import {
  attribute,
  defineReplacer,
  initialState,
  row,
  topUnits,
  type AttributionResult,
  type Backend,
  type Difference,
  type PreparedReplacer,
  type Replacer,
  type StoppingCriterion,
} from '@reagent/core';
import { createToyBackend, type ToyLanguageModel } from '../src/index.ts';
import { traceOf, type Draws } from './trace-of-run.ts';

export interface RunOptions {
  readonly model: ToyLanguageModel;
  readonly contextIds: readonly number[];
  readonly targetId: number;
  readonly seed: number;
  readonly probes: number;
  readonly maxSteps: number;
  readonly keepTopN: number;
  readonly topK: number;
  readonly difference: Difference;
}

/**
 * Runs core's driver on the toy model under the reference code's preset, and writes down what happened as a recording:
 * draws and probabilities as the plug-ins saw them, scores as an independent computation has them, the end as the
 * result says.
 */
export async function recordRun(options: RunOptions): Promise<{ recording: unknown; result: AttributionResult }> {
  const { model, contextIds, targetId, seed, probes, maxSteps, difference } = options;
  const draws: Draws[] = [];
  const probabilities = new Map<string, number>();
  const result = await attribute({
    backend: listening(createToyBackend({ model }), probabilities),
    replacer: recorded(draws),
    text: contextIds,
    target: targetId,
    stopping: targetInTopK(options),
    preset: 'referenceCode',
    replacingRatio: 0.3,
    difference,
    seed,
    probes,
    limits: { steps: maxSteps },
  });
  const shape = { probes, targets: 1, units: contextIds.length };
  const initialScores = initialState(shape, seed).logits.map(([scores]) => scores as readonly number[]);
  return { recording: traceOf({ ...options, initialScores, draws, probabilities, result }), result };
}

/** The reference code's stop test; its package is not ours to import. */
function targetInTopK({ keepTopN, topK }: RunOptions): StoppingCriterion {
  return {
    id: 'targetInTopK',
    options: { k: topK, keepTopN },
    scope: 'probe',
    check: ({ probes, eligible }) => ({
      tests: probes.map(({ importance }, entry) => ({ entry, keep: topUnits(importance, keepTopN, eligible), topK })),
      decide: (answers) => ({ met: answers.map(({ withinTopK }) => withinTopK === true) }),
    }),
  };
}

/** Keeps every row that is drawn. Each step draws twice: its updates, then its stop tests. */
function recorded(draws: Draws[]): Replacer {
  const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
  return {
    ...uniform,
    prepare: (request) => {
      const prepared = uniform.prepare(request) as PreparedReplacer;
      const units = prepared.replaceable.length;
      return {
        ...prepared,
        replace: async (wanted) => {
          const rows = await prepared.replace(wanted);
          const each = Array.from({ length: rows.rows }, (_, index) => index);
          draws.push({
            masks: each.map((index) => Array.from(wanted.masks.subarray(index * units, (index + 1) * units))),
            rows: each.map((index) => Array.from(row(rows, index))),
          });
          return rows;
        },
      };
    },
  };
}

/** Keeps the probability that the backend gave after each context. */
function listening(backend: Backend, probabilities: Map<string, number>): Backend {
  return {
    ...backend,
    score: async (request) => {
      const scores = await backend.score(request);
      scores.logProbabilities.forEach((value, index) => {
        probabilities.set(row(request.contexts, index).join(), Math.exp(value));
      });
      return scores;
    },
  };
}
