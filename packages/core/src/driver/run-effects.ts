import { fitEffect, GrowingEffectFit, isGrown } from '../recursion/effect.ts';
import type { EffectFit, EffectSubject } from '../recursion/effect-fit.ts';
import type { EffectRow } from '../recursion/effect-rows.ts';
import type { GrowingFit, Run } from './run.ts';

/** The effects on a target from the first `rows` rows; default all. What looks have begun is gone on with where that gives the same. */
export function effectOf(run: Run, target: number, rows: number = run.rows.length): EffectFit {
  const subject = subjectOf(run, target);
  const own = rowsOf(run, target, 0, rows);
  const begun = rows === run.rows.length && run.fits.has(target);
  return begun && isGrown(own.length, subject) ? effectSoFar(run, target) : fitEffect({ ...subject, rows: own });
}

/** The effects on a target as a look of the criterion sees them: from all rows the same, but for rounding, for less. */
export function effectSoFar(run: Run, target: number): EffectFit {
  const growing = growingFit(run, target);
  grow(run, target, growing);
  return growing.fit.fit();
}

/**
 * Once a look has begun fits, gives them the newest rows while the model may be at the next contexts: the next look waits
 * for less. It may be at other targets, too.
 */
export function growFits(run: Run): void {
  if (run.fits.size === 0) return;
  run.targets.forEach((_, target) => grow(run, target, growingFit(run, target)));
}

function growingFit(run: Run, target: number): GrowingFit {
  const growing = run.fits.get(target) ?? { fit: new GrowingEffectFit(subjectOf(run, target)), rows: 0 };
  run.fits.set(target, growing);
  return growing;
}

function grow(run: Run, target: number, growing: GrowingFit): void {
  for (const row of rowsOf(run, target, growing.rows, run.rows.length)) growing.fit.add(row);
  growing.rows = run.rows.length;
}

function subjectOf(run: Run, target: number): EffectSubject {
  return {
    units: run.replacer.units,
    eligible: run.eligible[target] ?? [],
    base: { clamped: run.base[target]?.score.clamped ?? false },
  };
}

function rowsOf({ rows }: Run, target: number, from: number, to: number): EffectRow[] {
  return rows.slice(from, to).flatMap(({ source, mask, responses }) => {
    const response = responses[target] ?? null;
    return response === null ? [] : [{ source, mask, ...response }];
  });
}
