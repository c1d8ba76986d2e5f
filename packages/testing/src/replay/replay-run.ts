import { drawMask, importanceOf, initialState, markConverged, randomStream, update } from '@reagent/core';
import { compareResult } from './compare-result.ts';
import { createComparer, reportOf, type Comparer, type ReplayReport } from './report.ts';
import type { ReplayedLevel } from './replayed-level.ts';
import {
  parseRunTrace,
  runTraceSchema,
  type RunTrace,
  type TracedContext,
  type TracedLevel,
  type TracedScore,
  type TracedStep,
  type TraceStart,
} from './run-trace.ts';

/** The same computations on the same numbers; another machine's exponentials may differ in the last bits. */
const tolerance = 1e-9;

/** Runs the recursion of a trace again, of each level: masks from the seed, all scores from the recorded probabilities. */
export function replayRun(lines: readonly unknown[]): ReplayReport {
  const trace = parseRunTrace(lines);
  const { start, levels, result } = trace;
  const compare = createComparer(tolerance);
  const runs = levels.map((level) => replayLevel(start, level, compare));
  const last = levels.flatMap(({ steps }) => steps).at(-1);
  if (last !== undefined) compare.equal('evaluations', evaluationsOf(trace), last.evaluations);
  if (result !== null) compareResult(runs, result);
  return reportOf(runTraceSchema, start.text, compare.comparisons());
}

function replayLevel(start: TraceStart, level: TracedLevel, compare: Comparer): ReplayedLevel {
  const units = level.units.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const { probes, seed } = start.settings;
  const run: ReplayedLevel = {
    ...{ start, level, units, compare },
    state: initialState({ probes, targets: start.base.length, units }, seed),
    rows: start.base.map(() => []),
    kept: start.base.map(() => null),
    path: new Map(),
  };
  notePoint(run, 0);
  for (const step of level.steps) replayStep(run, step);
  return run;
}

function replayStep(run: ReplayedLevel, step: TracedStep): void {
  const { compare } = run;
  for (const context of step.evaluated) {
    compareSubstitutes(run, context);
    if (context.purpose === 'stop-test') noteKept(run, context);
    else replayRow(run, step.step, context);
  }
  step.converged.forEach((targets, probe) =>
    targets.forEach((converged, target) => {
      const before = run.state.converged[probe]?.[target] === true;
      compare.equal('probes stay converged', before && !converged, false);
      if (converged && !before) run.state = markConverged(run.state, probe, target);
    }),
  );
  notePoint(run, step.step);
}

function notePoint(run: ReplayedLevel, step: number): void {
  run.path.set(
    step,
    run.level.eligible.map((eligible, target) => importanceOf(run.state, target, eligible).importance),
  );
}

/** As in a run: a converged probe is frozen, and what stands after a target does not change it. */
function replayRow(run: ReplayedLevel, step: number, context: TracedContext): void {
  const { start, level, compare } = run;
  const { probe, replaced, scores } = context;
  const isSweep = context.purpose === 'sweep';
  const mask = maskOf(run, replaced);
  if (isSweep) compare.equal('masks', replaced.length, 1);
  else compare.equal('masks', replaced, maskFromSeed(run, probe, step));
  const changed = maskOf(run, changedUnits(run, context));
  start.base.forEach((base, target) => {
    const isReplaced = level.eligible[target]?.some((unit) => mask[unit] === 1) === true;
    if (isSweep ? !isReplaced : run.state.converged[probe]?.[target]) return;
    const score = isReplaced ? (scores[target] as TracedScore) : base;
    if (!isSweep) {
      const drop = score.distance ?? Math.exp(base.logProbability) - Math.exp(score.logProbability);
      run.state = update(run.state, { probe, target, mask, drop, clamp: start.settings.clamp });
    }
    const { bound, clamped } = score;
    const response = base.logOdds - score.logOdds;
    run.rows[target]?.push({ source: isSweep ? 'sweep' : 'update', mask: changed, response, bound, clamped });
  });
}

function maskFromSeed({ start, level, units }: ReplayedLevel, probe: number, step: number): number[] {
  const { seed, replacingRatio, redrawTrivialMasks } = start.settings;
  const eligible = eligibleUnits(level);
  const random = randomStream({ seed, probe, step, purpose: 'mask' });
  for (;;) {
    const mask = drawMask(random, units, eligible, replacingRatio);
    const replaced = eligible.filter((unit) => mask[unit] === 1);
    const trivial = replaced.length === 0 || replaced.length === eligible.length;
    if (!redrawTrivialMasks || eligible.length < 2 || !trivial) return replaced;
  }
}

/** The last target has the most; a sweep or an update may replace all of them. */
function eligibleUnits({ eligible }: TracedLevel): number[] {
  return [...new Set(eligible.flat())].sort((a, b) => a - b);
}

function compareSubstitutes({ level, compare }: ReplayedLevel, { replaced, substitutes }: TracedContext): void {
  const positions = level.units.flatMap((unit, position) => (replaced.includes(unit) ? [position] : []));
  compare.equal(
    'places of substitutes',
    substitutes.map(([position]) => position),
    positions,
  );
}

function changedUnits({ start, level }: ReplayedLevel, { substitutes }: TracedContext): number[] {
  return substitutes.flatMap(([position, id]) =>
    id === start.tokens[position]?.id ? [] : [level.units[position] as number],
  );
}

function noteKept(run: ReplayedLevel, { target, replaced }: TracedContext): void {
  const at = target ?? 0;
  const own = (run.level.eligible[at]?.length ?? 0) - replaced.length;
  run.kept[at] = Math.max(run.kept[at] ?? 0, own);
}

/** For each row that is not the context itself as many as the targets take passes of the model; for a stop test one's. */
function evaluationsOf({ start, levels }: RunTrace): number {
  const rows = levels.flatMap(({ steps }) => steps.flatMap(({ evaluated }) => evaluated));
  const tests = rows.filter(({ purpose }) => purpose === 'stop-test').length;
  const others = rows.filter(({ purpose, replaced }) => purpose !== 'stop-test' && replaced.length > 0).length;
  return start.passes * (1 + others) + (start.base.length === 1 ? start.passes : 1) * tests;
}

function maskOf({ units }: ReplayedLevel, chosen: readonly number[]): Uint8Array {
  const mask = new Uint8Array(units);
  for (const unit of chosen) mask[unit] = 1;
  return mask;
}
