import { fitEffect, type EffectFit } from '@reagent/core';
import { effectRow, sampleMasks, sampleSweeps, type Sample } from './sampling.ts';
import type { Subject } from './subject.ts';

/** λ → 0: small enough not to show in the eighth digit, large enough to be invertible. */
const noPenalty = 1e-9;

/** Many fresh evaluations of an item. */
export interface LongRun {
  /** Every unit replaced alone, in turn. */
  readonly sweeps: readonly Sample[];
  readonly masks: readonly Sample[];
}

/** `rows` evaluations, with the share of sweep rows that a run of `evaluations` has. */
export async function sampleLongRun(
  subject: Subject,
  options: { readonly rows: number; readonly evaluations: number; readonly seed: number },
): Promise<LongRun> {
  const { rows, evaluations, seed } = options;
  const sweeps = await sampleSweeps(subject, (rows * sweepShare(subject, evaluations)) / subject.units, seed);
  return { sweeps, masks: await sampleMasks(subject, rows - sweeps.length, 0.3, seed + 1) };
}

/**
 * What the intervals of a run of `evaluations` are meant to cover: the same weighted fit without a penalty, on as many rows of
 * the long run as have that run's share of sweep rows.
 */
export function longRunReference(subject: Subject, { sweeps, masks }: LongRun, evaluations: number): EffectFit {
  const share = sweepShare(subject, evaluations);
  const count = Math.min(sweeps.length / share, masks.length / (1 - share));
  const sweepCount = Math.round(count * share);
  return fitEffect({
    rows: [
      ...sweeps.slice(0, sweepCount).map((one) => effectRow(subject, one, 'sweep')),
      ...masks.slice(0, Math.round(count) - sweepCount).map((one) => effectRow(subject, one, 'update')),
    ],
    units: subject.units,
    eligible: Array.from({ length: subject.units }, (_, unit) => unit),
    penalty: noPenalty,
  });
}

function sweepShare({ units }: Subject, evaluations: number): number {
  return units / (evaluations - 1);
}

/** The units with the largest coefficients, largest first. */
export function largest(beta: readonly number[], count: number): number[] {
  return beta
    .map((_, unit) => unit)
    .sort((a, b) => (beta[b] as number) - (beta[a] as number) || a - b)
    .slice(0, count);
}
