import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import { largest } from './reference.ts';
import type { Sample } from './sampling.ts';
import { unitsIn, type Subject } from './subject.ts';

/** How well scores [unit] rank an item's known cause, and predict what replacing does. */
export interface Quality {
  readonly hit1: number;
  readonly hit2: number;
  readonly hit3: number;
  /** Share of the top three inside the distractor. */
  readonly distractor3: number;
  /** Competitor among the top three; null for an item without one. */
  readonly competitor3: number | null;
  /** Spearman of the summed scores of the replaced units with the actual drop of the log-odds, over fresh masks. */
  readonly lds: number;
  /** The squared Pearson of the same. */
  readonly r2: number;
}

export function qualityOf(subject: Subject, scores: readonly number[], fresh: readonly Sample[]): Quality {
  const { antecedent, distractor, competitor } = subject.item;
  const cause = unitsIn(subject, antecedent);
  const top = largest(scores, 3);
  const hit = (count: number) => Number(cause.some((unit) => top.slice(0, count).includes(unit)));
  const inside = new Set(unitsIn(subject, distractor));
  const predicted = fresh.map(({ mask }) => scores.reduce((sum, score, unit) => sum + (mask[unit] ? score : 0), 0));
  const actual = fresh.map(({ scored }) => subject.base - scored.logOdds);
  return {
    hit1: hit(1),
    hit2: hit(2),
    hit3: hit(3),
    distractor3: top.filter((unit) => inside.has(unit)).length / 3,
    competitor3: competitor ? Number(unitsIn(subject, competitor).some((unit) => top.includes(unit))) : null,
    lds: orZero(sampleRankCorrelation(predicted, actual)),
    r2: orZero(sampleCorrelation(predicted, actual)) ** 2,
  };
}

/** A constant prediction has no correlation: it predicts nothing. */
function orZero(correlation: number): number {
  return Number.isFinite(correlation) ? correlation : 0;
}
