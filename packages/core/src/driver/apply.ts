import type { TokenScore } from './checked-scores.ts';
import type { Take } from './calls-ahead.ts';
import { update } from '../recursion/recursion.ts';
import { costsEvaluation, type PlannedRow, type PlannedStep } from './plan.ts';
import type { Run, RunRow } from './run.ts';
import { growFits } from './run-effects.ts';
import { tokenMatrix } from '../interfaces/token-matrix.ts';

/** [target] */
export type RowScores = readonly TokenScore[];

/**
 * Asks the model about the planned rows, and for their distances where an update takes them; a row with an empty mask has
 * the context's own scores and costs nothing.
 */
export function sendPlanned(run: Run, steps: readonly PlannedStep[]): Take<Map<PlannedRow, RowScores>> {
  const rows = steps.flatMap((step) => step.rows);
  const evaluated = rows.filter(costsEvaluation);
  const updates = rows.some((planned) => planned.probe >= 0); // the sweep updates no probe
  const take = run.evaluator.send(tokenMatrix(evaluated.map((planned) => planned.tokens)), {
    measure: updates ? run.distance : null,
  });
  return async () => {
    const scores = await take();
    const unreplaced = run.base.map(({ score }) => score);
    const byRow = new Map<PlannedRow, RowScores>(rows.map((planned) => [planned, unreplaced]));
    evaluated.forEach((planned, index) => byRow.set(planned, scores[index] as RowScores));
    return byRow;
  };
}

/** Takes the scores of a step into the run: a row for the effects each, and an update of its probe for each target. */
export function applyStep(run: Run, planned: PlannedStep, scores: ReadonlyMap<PlannedRow, RowScores>): void {
  for (const row of planned.rows) applyRow(run, row, scores.get(row) as RowScores);
  growFits(run);
  if (planned.whole) run.step = planned.step;
}

function applyRow(run: Run, { probe, mask, changed }: PlannedRow, scores: RowScores): void {
  const isSweep = probe < 0;
  const responses = run.base.map(({ score: base }, target): RunRow['responses'][number] => {
    const replaced = run.eligible[target]?.some((unit) => mask[unit] === 1);
    // What stands after a target does not change it: to the target the mask is empty. Alone that is no row of the sweep.
    if (isSweep ? !replaced : run.recursion.converged[probe]?.[target]) return null;
    const score = replaced ? (scores[target] as TokenScore) : base;
    if (!isSweep) {
      const drop = dropOf(base, score);
      run.recursion = update(run.recursion, { probe, target, mask, drop, clamp: run.settings.clamp });
    }
    return { response: base.logOdds - score.logOdds, bound: score.bound, clamped: score.clamped };
  });
  run.rows.push({ source: isSweep ? 'sweep' : 'update', mask: changed, responses });
}

/** Δ: the fall of the target's probability, or the distance between the distributions where there is one. */
function dropOf(base: TokenScore, { distance, logProbability }: TokenScore): number {
  return distance ?? Math.exp(base.logProbability) - Math.exp(logProbability);
}
