import { fitEffect, type EffectFit } from '@reagent/core';
import { effectRow, sampleMasks, sampleSweeps } from './sampling.ts';
import type { Subject } from './subject.ts';

/** λ → 0: small enough not to show in the eighth digit, large enough to be invertible. */
const noPenalty = 1e-9;

/**
 * What the intervals are meant to cover: the same weighted fit without a penalty, on `rows` fresh rows with the share of
 * sweep rows that a run of `evaluations` has.
 */
export async function longRunReference(
  subject: Subject,
  options: { readonly rows: number; readonly evaluations: number; readonly seed: number },
): Promise<EffectFit> {
  const { rows, evaluations, seed } = options;
  const sweepRows = (rows * subject.units) / (evaluations - 1);
  const sweeps = await sampleSweeps(subject, sweepRows / subject.units, seed);
  const masks = await sampleMasks(subject, rows - sweeps.length, 0.3, seed + 1);
  return fitEffect({
    rows: [
      ...sweeps.map((one) => effectRow(subject, one, 'sweep')),
      ...masks.map((one) => effectRow(subject, one, 'update')),
    ],
    units: subject.units,
    eligible: Array.from({ length: subject.units }, (_, unit) => unit),
    penalty: noPenalty,
  });
}

/** The units with the largest coefficients, largest first. */
export function largest(beta: readonly number[], count: number): number[] {
  return beta
    .map((_, unit) => unit)
    .sort((a, b) => (beta[b] as number) - (beta[a] as number) || a - b)
    .slice(0, count);
}
