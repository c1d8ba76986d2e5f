import type { AttributionResult, Difference } from '@reagent/core';
import { logSoftmax, rankOf } from '../src/toy/next-token.ts';
import { toyLogits } from '../src/toy/toy-language-model.ts';
import type { RunOptions } from './record-run.ts';

/** What a replacer was asked for and gave in one call, a row a running probe. */
export interface Draws {
  readonly masks: readonly (readonly number[])[];
  readonly rows: readonly (readonly number[])[];
}

export interface RecordedRun extends RunOptions {
  readonly initialScores: readonly (readonly number[])[];
  /** Of each step two: updates, then stop tests. */
  readonly draws: readonly Draws[];
  /** By context, its ids joined with commas. */
  readonly probabilities: ReadonlyMap<string, number>;
  readonly result: AttributionResult;
}

/**
 * A run in the format `reagent-golden-trace/1`. Scores, importances and distances are computed here with other
 * formulas than core's: 2 artanh(Δ), and a softmax by its definition.
 */
export function traceOf(run: RecordedRun): unknown {
  const { model, contextIds, targetId, topK, keepTopN, maxSteps, probes, result, initialScores } = run;
  const scores = initialScores.map((own) => [...own]);
  const stopped = scores.map(() => false);
  return {
    schema: 'reagent-golden-trace/1',
    name: `seed ${run.seed}`,
    model,
    inputs: { contextIds, targetId },
    options: { probes, topK, keepTopN, keepRatio: 0, maxSteps, clampEps: 1e-6, difference: run.difference },
    initialScores,
    steps: Array.from({ length: run.draws.length / 2 }, (_, index) => stepOf(run, index, scores, stopped)),
    final: {
      numSteps: Math.max(...result.probes.map((probe) => probe.steps)),
      importancesPerRow: scores.map(softmax),
      converged: result.probes.map(({ converged }) => converged),
      aggregate: result.importance[0],
      fallbackUsed: !result.converged,
      topNPerRow: scores.map((own) => largest(own, keepTopN)),
      rationaleByOverlap: { 2: result.rationale[0] },
    },
  };
}

/** One step; `scores` and `stopped` are brought up to date. */
function stepOf(run: RecordedRun, index: number, scores: number[][], stopped: boolean[]): unknown {
  const { model, targetId, topK } = run;
  const context = [...run.contextIds];
  const [updates, tests] = [run.draws[2 * index] as Draws, run.draws[2 * index + 1] as Draws];
  const active = stopped.map((own) => !own);
  const masks = spread(updates.masks, active, new Array<number>(context.length).fill(0));
  const replaced = spread(updates.rows, active, context);
  const stopContexts = spread(tests.rows, active, context);
  const probabilityOf = (ids: readonly number[]): number => run.probabilities.get(ids.join()) as number;
  const distribution = (ids: readonly number[]): number[] => Array.from(logSoftmax(toyLogits(model, ids)), Math.exp);
  const delta = replaced.map((ids) =>
    run.difference === 'probability'
      ? probabilityOf(context) - probabilityOf(ids)
      : distance[run.difference](distribution(context), distribution(ids)),
  );
  const increment = delta.map((own) => 2 * Math.atanh(own));
  scores.forEach((own, probe) => {
    if (!active[probe]) return;
    own.forEach((score, at) => (own[at] = score + (masks[probe]![at] === 1 ? 1 : -1) * increment[probe]!));
  });
  const targetRank = stopContexts.map((ids) => rankOf(toyLogits(model, ids), targetId));
  const hit = targetRank.map((rank) => rank < topK);
  hit.forEach((own, probe) => (stopped[probe] ||= active[probe]! && own));
  return {
    step: index + 1,
    active,
    masks,
    replacementIds: replaced,
    replacedContexts: replaced,
    pOriginal: probabilityOf(context),
    pReplaced: replaced.map(probabilityOf),
    delta,
    increment,
    scores: scores.map((own) => [...own]),
    importances: scores.map(softmax),
    keptPositions: spread(tests.masks, active, []).map((mask) => mask.flatMap((own, at) => (own === 0 ? [at] : []))),
    stopReplacementIds: stopContexts,
    stopContexts,
    targetRank,
    hit,
    stopFlags: [...stopped],
  };
}

/** Of probabilities; total variation as the sum of what has grown. */
const distance: Readonly<Record<Exclude<Difference, 'probability'>, (p: number[], q: number[]) => number>> = {
  hellinger: (p, q) => Math.hypot(...p.map((own, token) => Math.sqrt(own) - Math.sqrt(q[token]!))) / Math.SQRT2,
  'total-variation': (p, q) => p.reduce((sum, own, token) => sum + Math.max(0, q[token]! - own), 0),
};

/** Rows of running probes, in their places among all; `instead` for the others. */
function spread<Row>(rows: readonly Row[], active: readonly boolean[], instead: Row): Row[] {
  let next = 0;
  return active.map((own) => (own ? (rows[next++] as Row) : instead));
}

function softmax(scores: readonly number[]): number[] {
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  return scores.map((score) => Math.exp(score) / total);
}

function largest(scores: readonly number[], count: number): number[] {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  return order.slice(0, count);
}
