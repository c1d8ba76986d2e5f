import {
  distances,
  importanceOf,
  increment,
  markConverged,
  rationaleByOverlap,
  softmaxOver,
  stateOf,
  topUnits,
  update,
  type RecursionState,
} from '@reagent/core';
import { logSoftmax, rankOf } from '../toy/next-token.ts';
import { toyLogits } from '../toy/toy-language-model.ts';
import { createComparer, reportOf, type Comparer, type ReplayReport } from './report.ts';
import { parseTrace, type TraceRecording, type TraceStep } from './trace-recording.ts';

/** Scores after every step, and everything computed from them (the peer and this differ by rounding alone). */
const tolerance = 1e-9;
const target = 0;

/** Runs a recorded recursion again, from its initial scores, masks, substitutes and probabilities. */
export function replayTrace(json: unknown): ReplayReport {
  const recording = parseTrace(json);
  const compare = createComparer(tolerance);
  let state = stateOf(recording.initialScores.map((scores) => [scores]));
  for (const step of recording.steps) {
    compare.equal('steps while a row is active', isRunning(state), true);
    compareModel(recording, step, compare);
    state = replayStep(recording, step, state, compare);
  }
  const { steps, options, final } = recording;
  const ended = !isRunning(state) || steps.length === options.maxSteps;
  compare.equal('end of the run', { ended, steps: steps.length }, { ended: true, steps: final.numSteps });
  compareFinal(recording, state, compare);
  return reportOf(recording.schema, recording.name, compare.comparisons());
}

function replayStep(
  recording: TraceRecording,
  step: TraceStep,
  before: RecursionState,
  compare: Comparer,
): RecursionState {
  const { clampEps, topK } = recording.options;
  const eligible = positionsOf(recording);
  let state = before;
  step.masks.forEach((mask, probe) => {
    const active = !isConverged(before, probe);
    compare.equal('active rows', active, step.active[probe]);
    if (!active) return; // frozen: a port drops these rows from its batches
    const drop = dropOf(recording, step, probe);
    compare.numbers('differences', [drop], [step.delta[probe] as number]);
    compare.numbers('increments', [increment(drop, clampEps)], [step.increment[probe] as number]);
    state = update(state, { probe, target, mask, drop, clamp: clampEps });
  });
  state.logits.forEach((logits, probe) => {
    const scores = logits[target] as readonly number[];
    compare.numbers('scores after each step', scores, step.scores[probe] as number[]);
    const importances = softmaxOver(scores, eligible);
    compare.numbers('importances after each step', importances, step.importances[probe] as number[]);
    if (isConverged(before, probe)) return;
    const kept = topUnits(importances, keptCount(recording), eligible).sort((a, b) => a - b);
    compare.equal('kept positions', kept, step.keptPositions[probe]);
    const hit = (step.targetRank[probe] as number) < topK;
    compare.equal('stop tests', hit, step.hit[probe]);
    if (hit) state = markConverged(state, probe, target);
  });
  state.converged.forEach(([converged], probe) => compare.equal('stop flags', converged, step.stopFlags[probe]));
  return state;
}

/** A distance can be computed again only where the recording names its model; else it is taken as recorded. */
function dropOf({ model, inputs, options: { difference } }: TraceRecording, step: TraceStep, probe: number): number {
  if (difference === 'probability') return step.pOriginal - (step.pReplaced[probe] as number);
  if (model === undefined) return step.delta[probe] as number;
  const distribution = (context: readonly number[]): Float64Array => logSoftmax(toyLogits(model, context));
  const replaced = step.replacedContexts[probe] as readonly number[];
  return distances[difference](distribution(inputs.contextIds), distribution(replaced));
}

/** Where the recording names the toy language model: its contexts, probabilities and ranks too. */
function compareModel({ model, inputs }: TraceRecording, step: TraceStep, compare: Comparer): void {
  if (model === undefined) return;
  const { contextIds, targetId } = inputs;
  const probability = (context: readonly number[]): number =>
    Math.exp(logSoftmax(toyLogits(model, context))[targetId] as number);
  compare.numbers('probabilities', [probability(contextIds)], [step.pOriginal]);
  step.active.forEach((active, probe) => {
    if (!active) return;
    const mixed = (keep: (position: number) => boolean, substitutes: readonly number[] | undefined): number[] =>
      contextIds.map((id, position) => (keep(position) ? id : (substitutes?.[position] as number)));
    const replaced = mixed((position) => step.masks[probe]?.[position] === 0, step.replacementIds[probe]);
    const kept = step.keptPositions[probe] as number[];
    const stop = mixed((position) => kept.includes(position), step.stopReplacementIds[probe]);
    compare.equal('contexts', [replaced, stop], [step.replacedContexts[probe], step.stopContexts[probe]]);
    compare.numbers('probabilities', [probability(replaced)], [step.pReplaced[probe] as number]);
    compare.equal('target ranks', rankOf(toyLogits(model, stop), targetId), step.targetRank[probe]);
  });
}

function compareFinal(recording: TraceRecording, state: RecursionState, compare: Comparer): void {
  const { final } = recording;
  const eligible = positionsOf(recording);
  const { importance, converged } = importanceOf(state, target, eligible);
  compare.numbers('importance', importance, final.aggregate);
  compare.equal('importance of converged rows', converged, !final.fallbackUsed);
  const n = keptCount(recording);
  state.logits.forEach(([logits], probe) => {
    const importances = softmaxOver(logits as readonly number[], eligible);
    compare.numbers('importances at the end', importances, final.importancesPerRow[probe] as number[]);
    compare.equal('top positions', topUnits(importances, n, eligible), final.topNPerRow[probe]);
    compare.equal('converged rows', isConverged(state, probe), final.converged[probe]);
  });
  for (const [overlap, positions] of Object.entries(final.rationaleByOverlap)) {
    const rationale = rationaleByOverlap(state, target, { n, overlap: Number(overlap), eligible });
    compare.equal('rationale', rationale, positions);
  }
}

/** n = keepTopN if it is not 0, else ⌈keepRatio · t⌉; at most t. */
function keptCount({ inputs, options }: TraceRecording): number {
  const positions = inputs.contextIds.length;
  return Math.min(positions, options.keepTopN > 0 ? options.keepTopN : Math.ceil(options.keepRatio * positions));
}

function positionsOf({ inputs }: TraceRecording): number[] {
  return [...inputs.contextIds.keys()];
}

function isConverged(state: RecursionState, probe: number): boolean {
  return state.converged[probe]?.[target] === true;
}

function isRunning(state: RecursionState): boolean {
  return state.converged.some(([converged]) => !converged);
}
