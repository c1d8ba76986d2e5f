import {
  drawMask,
  fitEffect,
  importanceOf,
  initialState,
  markConverged,
  randomStream,
  rationaleByOverlap,
  update,
  type Effect,
  type EffectRow,
  type RecursionState,
} from '@reagent/core';
import { createComparer, reportOf, type Comparer, type ReplayReport } from './report.ts';
import {
  parseRunTrace,
  runTraceSchema,
  type RunTrace,
  type TracedContext,
  type TracedResult,
  type TracedScore,
  type TracedStep,
  type TraceStart,
} from './run-trace.ts';

/** The same computations on the same numbers; another machine's exponentials may differ in the last bits. */
const tolerance = 1e-9;

interface Replayed {
  readonly start: TraceStart;
  readonly units: number;
  readonly compare: Comparer;
  state: RecursionState;
  /** [target] */
  readonly rows: EffectRow[][];
  /** [target] Most units that a stop test has kept. */
  readonly kept: (number | null)[];
}

/** Runs the recursion of a trace again: masks from the seed, all scores from the recorded probabilities. */
export function replayRun(lines: readonly unknown[]): ReplayReport {
  const trace = parseRunTrace(lines);
  const { start, steps, result } = trace;
  const units = start.units.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const { probes, seed } = start.settings;
  const compare = createComparer(tolerance);
  const run: Replayed = {
    ...{ start, units, compare },
    state: initialState({ probes, targets: start.base.length, units }, seed),
    rows: start.base.map(() => []),
    kept: start.base.map(() => null),
  };
  for (const step of steps) replayStep(run, step);
  if (steps.length > 0) compare.equal('evaluations', evaluationsOf(trace), steps.at(-1)?.evaluations);
  if (result !== null) compareResult(run, result);
  return reportOf(runTraceSchema, start.text, compare.comparisons());
}

function replayStep(run: Replayed, step: TracedStep): void {
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
}

/** As in a run: a converged probe is frozen, and what stands after a target does not change it. */
function replayRow(run: Replayed, step: number, context: TracedContext): void {
  const { start, compare } = run;
  const { probe, replaced, scores } = context;
  const isSweep = context.purpose === 'sweep';
  const mask = maskOf(run, replaced);
  if (isSweep) compare.equal('masks', replaced.length, 1);
  else compare.equal('masks', replaced, maskFromSeed(run, probe, step));
  const changed = maskOf(run, changedUnits(run, context));
  start.base.forEach((base, target) => {
    const isReplaced = start.eligible[target]?.some((unit) => mask[unit] === 1) === true;
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

function maskFromSeed({ start, units }: Replayed, probe: number, step: number): number[] {
  const { seed, replacingRatio, redrawTrivialMasks } = start.settings;
  const eligible = eligibleUnits(start);
  const random = randomStream({ seed, probe, step, purpose: 'mask' });
  for (;;) {
    const mask = drawMask(random, units, eligible, replacingRatio);
    const replaced = eligible.filter((unit) => mask[unit] === 1);
    const trivial = replaced.length === 0 || replaced.length === eligible.length;
    if (!redrawTrivialMasks || eligible.length < 2 || !trivial) return replaced;
  }
}

/** The last target has the most; a sweep or an update may replace all of them. */
function eligibleUnits({ eligible }: TraceStart): number[] {
  return [...new Set(eligible.flat())].sort((a, b) => a - b);
}

function compareSubstitutes({ start, compare }: Replayed, { replaced, substitutes }: TracedContext): void {
  const positions = start.units.flatMap((unit, position) => (replaced.includes(unit) ? [position] : []));
  compare.equal(
    'places of substitutes',
    substitutes.map(([position]) => position),
    positions,
  );
}

function changedUnits({ start }: Replayed, { substitutes }: TracedContext): number[] {
  return substitutes.flatMap(([position, id]) =>
    id === start.tokens[position]?.id ? [] : [start.units[position] as number],
  );
}

function noteKept(run: Replayed, { target, replaced }: TracedContext): void {
  const at = target ?? 0;
  const own = (run.start.eligible[at]?.length ?? 0) - replaced.length;
  run.kept[at] = Math.max(run.kept[at] ?? 0, own);
}

/** For each row that is not the context itself as many as the targets take passes of the model; for a stop test one's. */
function evaluationsOf({ start, steps }: RunTrace): number {
  const rows = steps.flatMap(({ evaluated }) => evaluated);
  const tests = rows.filter(({ purpose }) => purpose === 'stop-test').length;
  const others = rows.filter(({ purpose, replaced }) => purpose !== 'stop-test' && replaced.length > 0).length;
  return start.passes * (1 + others) + (start.base.length === 1 ? start.passes : 1) * tests;
}

function compareResult(run: Replayed, result: TracedResult): void {
  const { start, compare, state } = run;
  start.base.forEach(({ clamped }, target) => {
    const eligible = start.eligible[target] ?? [];
    const { importance } = importanceOf(state, target, eligible);
    compare.numbers('importance', perToken(start, importance, 0), result.importance[target] ?? []);
    const rows = run.rows[target] ?? [];
    const fit = fitEffect({ rows, units: run.units, eligible, base: { clamped } });
    const effects = perToken<Effect | null>(start, fit.effects, null);
    for (const side of ['estimate', 'low', 'high'] as const) {
      const recorded = (result.effect[target] ?? []).map((effect) => effect?.[side] ?? null);
      compare.numbers(
        `effect: ${side}`,
        effects.map((effect) => effect?.[side] ?? null),
        recorded,
      );
    }
    const n = run.kept[target] ?? null;
    const overlap = start.settings.rationaleOverlap;
    if (n === null || overlap === 0) return; // a criterion's own rationale
    const rationale = new Set(rationaleByOverlap(state, target, { n, overlap, eligible }));
    const positions = start.units.flatMap((unit, position) => (rationale.has(unit) ? [position] : []));
    compare.equal('rationale', positions, result.rationale[target]);
  });
  const probes = state.converged.map((targets, probe) => ({
    converged: targets.every(Boolean),
    steps: Math.max(...(state.steps[probe] ?? [])),
  }));
  compare.equal('probes', probes, result.probes);
}

function perToken<T>({ units }: TraceStart, values: readonly T[], otherwise: T): T[] {
  return units.map((unit) => (unit < 0 ? otherwise : (values[unit] as T)));
}

function maskOf({ units }: Replayed, chosen: readonly number[]): Uint8Array {
  const mask = new Uint8Array(units);
  for (const unit of chosen) mask[unit] = 1;
  return mask;
}
