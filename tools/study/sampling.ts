import { drawMask, randomStream, type EffectRow, type Random } from '@reagent/core';
import type { Scored, Subject } from './subject.ts';

/** A mask with what it did. */
export interface Sample {
  readonly mask: Uint8Array;
  readonly scored: Scored;
}

/** `count` masks with the given ratio, drawn and scored; streams are numbered from `seed` on. */
export async function sampleMasks(subject: Subject, count: number, ratio: number, seed: number): Promise<Sample[]> {
  const eligible = Array.from({ length: subject.units }, (_, unit) => unit);
  return sample(
    subject,
    Array.from({ length: count }, (_, step) =>
      drawMask(randomStream({ seed, probe: 1000, step, purpose: 'mask' }), subject.units, eligible, ratio),
    ),
    seed,
  );
}

/** Every unit replaced alone, `rounds` times; rounds may be a fraction, which then covers the first units only. */
export async function sampleSweeps(subject: Subject, rounds: number, seed: number): Promise<Sample[]> {
  const count = Math.round(rounds * subject.units);
  return sample(
    subject,
    Array.from({ length: count }, (_, index) => {
      const mask = new Uint8Array(subject.units);
      mask[index % subject.units] = 1;
      return mask;
    }),
    seed,
  );
}

async function sample(subject: Subject, masks: readonly Uint8Array[], seed: number): Promise<Sample[]> {
  const random: Random[] = masks.map((_, step) => randomStream({ seed, probe: 2000, step, purpose: 'substitutes' }));
  const scored = await subject.score(masks, random);
  return masks.map((mask, index) => ({ mask, scored: scored[index] as Scored }));
}

/** A sample as a row of the fit: the response is the drop of the log-odds. */
export function effectRow(subject: Subject, { mask, scored }: Sample, source: EffectRow['source']): EffectRow {
  return { source, mask, response: subject.base - scored.logOdds, bound: false, clamped: false };
}
