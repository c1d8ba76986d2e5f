import { shares } from './assemble-result.ts';
import { importanceOf } from '../recursion/recursion.ts';
import type { PathPoint } from '../interfaces/result.ts';
import type { Run } from './run.ts';

/** So many a chart shows apart; a path is then about as long as the rest of its result. */
const mostPoints = 32;

/**
 * Keeps the importance as it stands after a step, where the run is asked for its path. Of a long run every second point is
 * dropped, and again: kept are the multiples of a power of two, and the last.
 */
export function notePoint(run: Run, step: number, evaluations: number = run.evaluator.evaluations): void {
  if (run.path === null) return;
  let stride = 1;
  while (step / stride > mostPoints - 2) stride *= 2;
  const importance = run.eligible.map((eligible, target) =>
    shares(run, importanceOf(run.recursion, target, eligible).importance).map(toFourDecimals),
  );
  run.path = [
    ...run.path.filter((point) => point.step % stride === 0),
    { step, evaluations, importance } satisfies PathPoint,
  ];
}

function toFourDecimals(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
