import { effectPenalty, effectsOf, nothingFitted, type EffectFit, type EffectSubject } from './effect-fit.ts';
import { onesOf, RowTally, type EffectRow } from './effect-rows.ts';
import { GrowingRidge } from './growing-ridge.ts';
import { weightedRidge } from './weighted-ridge.ts';

export interface EffectFitRequest extends EffectSubject {
  readonly rows: readonly EffectRow[];
}

/** Up to so many rows a column they are taken in one by one, which is about as quick as all at once: the default's limit. */
const mostRowsPerColumn = 3;

/** Whether a fit is one of rows that came one by one. It depends on nothing else: the last bits of both differ. */
export function isGrown(rows: number, { eligible, penalty = effectPenalty }: EffectSubject): boolean {
  return penalty > 0 && rows <= mostRowsPerColumn * eligible.length;
}

/**
 * Weighted ridge of the responses on the masks: weights 1 / max(1, |mask|), an unpenalised intercept, HC3 covariance
 * (MacKinnon and White 1985), t quantile with N − Σh degrees of freedom, κ = (Σh − 1) / T over the T units that changed in some row.
 */
export function fitEffect(request: EffectFitRequest): EffectFit {
  const { rows, units, eligible, penalty = effectPenalty } = request;
  if (isGrown(rows.length, request)) {
    const growing = new GrowingEffectFit(request);
    for (const row of rows) growing.add(row);
    return growing.fit();
  }
  const tally = new RowTally(units);
  for (const row of rows) tally.add(row);
  // A unit that never changed needs no column: nothing can be said of it.
  const columns = eligible.filter((unit) => tally.changed[unit]! > 0);
  if (columns.length === 0) return nothingFitted(units, tally);
  const design = rows.map((row) => ({ ones: onesOf(row, columns), response: row.response }));
  return effectsOf(request, tally, { columns, ridge: weightedRidge(design, columns.length, penalty) });
}

/**
 * The same, but for rounding, of rows that come one by one, for less than fits anew: at a look of a run its 25 newest
 * rows are taken in, and the rest is there.
 */
export class GrowingEffectFit {
  readonly #subject: EffectSubject;
  readonly #tally: RowTally;
  readonly #ridge: GrowingRidge;
  #fit: EffectFit | null = null;

  constructor(subject: EffectSubject) {
    this.#subject = subject;
    this.#tally = new RowTally(subject.units);
    this.#ridge = new GrowingRidge(subject.eligible.length, subject.penalty ?? effectPenalty);
  }

  add(row: EffectRow): void {
    this.#fit = null;
    this.#tally.add(row);
    this.#ridge.add({ ones: onesOf(row, this.#subject.eligible), response: row.response });
  }

  /** Of the rows so far; it stays what it is when others are added. */
  fit(): EffectFit {
    const { eligible: columns } = this.#subject;
    this.#fit ??= effectsOf(this.#subject, this.#tally, { columns, ridge: this.#ridge.fit() });
    return this.#fit;
  }
}
