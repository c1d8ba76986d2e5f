import type { TokenScore } from './checked-scores.ts';
import { update } from '../recursion/recursion.ts';
import { costsEvaluation, type PlannedRow, type PlannedStep } from './plan.ts';
import type { Run } from './run.ts';
import { tokenMatrix } from '../interfaces/token-matrix.ts';

/** Scores the planned rows, with their distances where an update takes them; a row with an empty mask has the context's own score and costs nothing. */
export async function scorePlanned(run: Run, steps: readonly PlannedStep[]): Promise<Map<PlannedRow, TokenScore>> {
  const rows = steps.flatMap((step) => step.rows);
  const evaluated = rows.filter(costsEvaluation);
  const updates = rows.some((planned) => planned.probe >= 0); // the sweep updates no probe
  const scores = await run.evaluator.score(tokenMatrix(evaluated.map((planned) => planned.tokens)), {
    measure: updates ? run.distance : null,
  });
  const byRow = new Map<PlannedRow, TokenScore>(rows.map((planned) => [planned, run.base]));
  evaluated.forEach((planned, index) => byRow.set(planned, scores[index] as TokenScore));
  return byRow;
}

/** Takes the scores of a step into the run: a row for the effects each, and an update of its probe. */
export function applyStep(run: Run, planned: PlannedStep, scores: ReadonlyMap<PlannedRow, TokenScore>): void {
  for (const plannedRow of planned.rows) {
    const score = scores.get(plannedRow) as TokenScore;
    run.rows.push({
      source: plannedRow.probe < 0 ? 'sweep' : 'update',
      mask: plannedRow.changed,
      response: run.base.logOdds - score.logOdds,
      bound: score.bound,
      clamped: score.clamped,
    });
    if (plannedRow.probe < 0) continue;
    run.recursion = update(run.recursion, {
      probe: plannedRow.probe,
      target: 0,
      mask: plannedRow.mask,
      drop: dropOf(run, score),
      clamp: run.settings.clamp,
    });
  }
  if (planned.whole) run.step = planned.step;
}

/** Δ: the fall of the target's probability, or the distance between the distributions. */
function dropOf({ base, distance }: Run, score: TokenScore): number {
  if (distance !== null) return score.distance as number;
  return Math.exp(base.logProbability) - Math.exp(score.logProbability);
}
