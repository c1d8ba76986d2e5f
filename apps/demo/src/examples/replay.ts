import {
  fitEffect,
  importanceOf,
  initialState,
  markConverged,
  update,
  type AttributionResult,
  type EffectRow,
  type EvaluatedContext,
  type RecursionState,
} from '@reagent/core';
import { perToken, readTrace, sharedAmongTokens, type TracedRun } from './traced-run.ts';
import type { StoredEvent } from './stored-example.ts';

/** A stored run, text by text: what was known after each of them. */
export interface Replay {
  /** Texts that the model was asked about, the unreplaced one not counted. */
  readonly texts: readonly EvaluatedContext[];
  /** As the run stood after so many texts; after all of them: its result. */
  resultAfter(texts: number): AttributionResult;
}

/** What one row of a run did to each target; null where it is no row of it. */
type Row = readonly (EffectRow | null)[];

/** Computes a run again from what its trace says that the model answered: by core's own recursion and core's own fit. */
export function createReplay(trace: readonly StoredEvent[]): Replay {
  const run = readTrace(trace);
  const { rows, states } = recur(run);
  // A row that replaces nothing costs nothing, and comes with the text before it.
  const asked = [...rows.keys()].filter((row) => rows[row]!.context.replaced.length > 0);
  return {
    texts: asked.map((row) => rows[row]!.context),
    resultAfter(texts) {
      if (texts >= asked.length) return run.result;
      const known = texts === 0 ? [] : rows.slice(0, asked[texts]);
      return resultOf(
        run,
        states[known.length]!,
        known.map(({ row }) => row),
        texts,
      );
    },
  };
}

interface Recurred {
  readonly rows: readonly { readonly context: EvaluatedContext; readonly row: Row }[];
  /** [number of rows] */
  readonly states: readonly RecursionState[];
}

function recur(run: TracedRun): Recurred {
  const { start, steps, units } = run;
  const { probes, seed } = run.settings;
  let state = initialState({ probes, targets: start.base.length, units }, seed);
  const rows: { readonly context: EvaluatedContext; readonly row: Row }[] = [];
  const states = [state];
  for (const step of steps) {
    for (const context of step.evaluated.filter(({ purpose }) => purpose !== 'stop-test')) {
      const taken = takeRow(run, state, context);
      state = taken.state;
      rows.push({ context, row: taken.row });
      states.push(state);
    }
    step.converged.forEach((targets, probe) =>
      targets.forEach((converged, target) => {
        if (converged && state.converged[probe]?.[target] === false) state = markConverged(state, probe, target);
      }),
    );
    states[states.length - 1] = state;
  }
  return { rows, states };
}

/** As in a run: a converged probe is frozen, and what stands after a target does not change it. */
function takeRow(
  { start, units, settings }: TracedRun,
  before: RecursionState,
  { purpose, probe, replaced, substitutes, scores }: EvaluatedContext,
): { readonly state: RecursionState; readonly row: Row } {
  const isSweep = purpose === 'sweep';
  const mask = maskOf(units, replaced);
  const changed = substitutes.filter(([position, id]) => id !== start.tokens[position]?.id);
  const changedMask = maskOf(
    units,
    changed.map(([position]) => start.units[position]!),
  );
  let state = before;
  const row = start.base.map((base, target): EffectRow | null => {
    const isReplaced = start.eligible[target]?.some((unit) => mask[unit] === 1) === true;
    if (isSweep ? !isReplaced : before.converged[probe]?.[target]) return null;
    const score = isReplaced ? scores[target]! : base;
    if (!isSweep) {
      const drop = score.distance ?? Math.exp(base.logProbability) - Math.exp(score.logProbability);
      state = update(state, { probe, target, mask, drop, clamp: settings.clamp });
    }
    const { bound, clamped } = score;
    const response = base.logOdds - score.logOdds;
    return { source: isSweep ? 'sweep' : 'update', mask: changedMask, response, bound, clamped };
  });
  return { state, row };
}

function maskOf(units: number, chosen: readonly number[]): Uint8Array {
  const mask = new Uint8Array(units);
  for (const unit of chosen) mask[unit] = 1;
  return mask;
}

/** The shape of a result, of a run that was not at its end: nothing stands out yet, nothing has converged. */
function resultOf(run: TracedRun, state: RecursionState, rows: readonly Row[], texts: number): AttributionResult {
  const { result, start, units } = run;
  const fits = start.base.map(({ clamped }, target) =>
    fitEffect({
      ...{ units, eligible: start.eligible[target]!, base: { clamped } },
      rows: rows.flatMap((row) => row[target] ?? []),
    }),
  );
  const importance = start.eligible.map((eligible, target) => importanceOf(state, target, eligible));
  return {
    ...result,
    targets: start.targets,
    importance: importance.map((own) => sharedAmongTokens(start.units, own.importance)),
    importanceSaturated: start.targets.map(() => false),
    effect: fits.map(({ effects }) => perToken(start.units, effects, null)),
    effectFit: fits.map(({ summary }) => summary),
    rationale: start.targets.map(() => []),
    converged: false,
    endedBy: 'aborted',
    cost: { ...result.cost, evaluations: start.passes * (1 + texts) },
  };
}
