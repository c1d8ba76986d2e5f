import type { PlannedRow, PlannedStep } from './plan.ts';
import type { EvaluatedContext, EvaluatedScore } from '../interfaces/evaluated.ts';
import type { Run } from './run.ts';
import type { TokenScore } from './checked-scores.ts';

/** The contexts of a step, as a trace has them. */
export function evaluatedStep(
  run: Run,
  planned: PlannedStep,
  scores: ReadonlyMap<PlannedRow, readonly TokenScore[]>,
): EvaluatedContext[] {
  return planned.rows.map((row) => ({
    purpose: row.probe < 0 ? 'sweep' : 'update',
    probe: row.probe,
    target: null,
    ...replacedIn(run, row.mask, row.tokens),
    scores: (scores.get(row) ?? []).map(evaluatedScore),
  }));
}

/** A stop test, as a trace has it. */
export function evaluatedTest(
  run: Run,
  at: { readonly probe: number; readonly target: number },
  { mask, tokens, score }: { readonly mask: Uint8Array; readonly tokens: Int32Array; readonly score: TokenScore },
): EvaluatedContext {
  return { purpose: 'stop-test', ...at, ...replacedIn(run, mask, tokens), scores: [evaluatedScore(score)] };
}

function replacedIn(
  run: Run,
  mask: Uint8Array,
  tokens: Int32Array,
): Pick<EvaluatedContext, 'replaced' | 'substitutes'> {
  const positions = Array.from(run.units.keys()).filter((position) => mask[run.units[position] as number] === 1);
  return {
    replaced: Array.from(mask.keys()).filter((unit) => mask[unit] === 1),
    substitutes: positions.map((position) => [position, tokens[position] as number] as const),
  };
}

export function evaluatedScore(score: TokenScore): EvaluatedScore {
  const { logProbability, logOdds, bound, clamped, withinTopK, distance } = score;
  return {
    ...{ logProbability, logOdds, bound, clamped },
    ...(withinTopK === undefined ? {} : { withinTopK }),
    ...(distance === undefined ? {} : { distance }),
  };
}
