import type { Effect, EffectFitSummary } from '../interfaces/result.ts';
import type { RowTally } from './effect-rows.ts';
import type { RidgeFit } from './ridge-fit.ts';
import { studentTQuantile } from './student-t.ts';

/** What is fitted, whatever its rows. */
export interface EffectSubject {
  /** Units of the context. */
  readonly units: number;
  /** Units that may be replaced: the columns of the fit. */
  readonly eligible: readonly number[];
  /** The unreplaced context's own log-odds are clamped or a bound. */
  readonly base?: { readonly clamped?: boolean; readonly bound?: boolean };
  /** Ridge penalty λ. Default {@link effectPenalty}. */
  readonly penalty?: number;
}

/** The effects of one target. Everything is per unit of the context; 0 for units that are not eligible. */
export interface EffectFit {
  /** [unit] β / κ; null where nothing can be said. */
  readonly estimates: readonly (number | null)[];
  /** [unit] The estimates with their intervals: computed when asked for. */
  readonly effects: readonly (Effect | null)[];
  /** The same of one unit, which costs less. */
  effect(unit: number): Effect | null;
  readonly summary: EffectFitSummary;
  readonly intercept: number;
  /** [unit] the ridge coefficients, before division by κ. */
  readonly beta: readonly number[];
  /** HC3 covariance of the `beta` of two units: computed when asked for. */
  covariance(a: number, b: number): number;
  /** Σh, the trace of the hat matrix. */
  readonly sumLeverage: number;
  readonly degreesOfFreedom: number;
  /** Student's t at .975 for these degrees of freedom; Infinity if there are none. */
  readonly tQuantile: number;
}

/** λ: small, since λ = 1 shrinks effects by a quarter at 100 evaluations (study). */
export const effectPenalty = 0.3;
/** Below, 95 % intervals do not cover 95 % (study). */
const leastKappaForIntervals = 0.8;
/** Below, an estimate is more correction than data. */
const leastKappa = 0.5;
/** Largest share of clamped rows, or of bounds, that an interval survives. */
const mostInexactRows = 0.05;

/** A ridge fit, and the units that are its columns. */
export interface FittedColumns {
  readonly ridge: RidgeFit;
  readonly columns: readonly number[];
}

/** Effects from a ridge fit of their rows. T of κ = (Σh − 1) / T: the units that changed in some row. */
export function effectsOf(subject: EffectSubject, tally: RowTally, { ridge, columns }: FittedColumns): EffectFit {
  const { units } = subject;
  const { coefficients, sumLeverage } = ridge;
  const changed = columns.filter((unit) => tally.changed[unit]! > 0).length;
  if (changed === 0) return nothingFitted(units, tally);
  const kappa = (sumLeverage - 1) / changed;
  const degreesOfFreedom = tally.rows - sumLeverage;
  const tQuantile = degreesOfFreedom > 1e-9 ? studentTQuantile(0.975, degreesOfFreedom) : Infinity;
  const withheld = reasonToWithhold(subject, tally, { kappa, tQuantile });
  const beta = new Array<number>(units).fill(0);
  const columnOf = new Map(columns.map((unit, index) => [unit, index + 1]));
  for (const [unit, column] of columnOf) beta[unit] = coefficients[column]!;
  const estimates = beta.map((coefficient, unit) =>
    kappa >= leastKappa && columnOf.has(unit) && tally.isDetermined(unit) ? coefficient / kappa : null,
  );

  function effectOf(unit: number, varianceOf: (column: number) => number): Effect | null {
    const estimate = estimates[unit] ?? null;
    if (estimate === null) return null;
    if (withheld !== null) return { estimate, low: null, high: null };
    const half = tQuantile * Math.sqrt(varianceOf(columnOf.get(unit)!));
    return { estimate, low: (beta[unit]! - half) / kappa, high: (beta[unit]! + half) / kappa };
  }
  let effects: readonly (Effect | null)[] | null = null;
  return {
    estimates,
    get effects() {
      if (effects !== null) return effects;
      const variances = withheld === null ? ridge.variances() : new Float64Array();
      return (effects = beta.map((_, unit) => effectOf(unit, (column) => variances[column]!)));
    },
    effect: (unit) => effectOf(unit, (column) => ridge.covariance(column, column)),
    summary: { rows: tally.rows, bounds: tally.bound, kappa, withheld },
    intercept: coefficients[0]!,
    beta,
    covariance(a, b) {
      const [columnA, columnB] = [columnOf.get(a), columnOf.get(b)];
      return columnA === undefined || columnB === undefined ? 0 : ridge.covariance(columnA, columnB);
    },
    sumLeverage,
    degreesOfFreedom,
    tQuantile,
  };
}

function reasonToWithhold(
  { base }: EffectSubject,
  { rows, bound, clamped }: RowTally,
  { kappa, tQuantile }: Pick<EffectFit, 'tQuantile'> & Pick<EffectFitSummary, 'kappa'>,
): EffectFitSummary['withheld'] {
  if (base?.bound || bound / rows > mostInexactRows) return 'bounds';
  if (base?.clamped || clamped / rows > mostInexactRows) return 'clamped';
  if (kappa < leastKappaForIntervals || tQuantile === Infinity) return 'few-rows';
  return null;
}

/** Of rows in which no unit changed, or of none. */
export function nothingFitted(units: number, { rows, bound }: Pick<RowTally, 'rows' | 'bound'>): EffectFit {
  const nothing = new Array<null>(units).fill(null);
  return {
    ...{ estimates: nothing, effects: nothing, effect: () => null },
    summary: { rows, bounds: bound, kappa: 0, withheld: 'no-rows' },
    intercept: 0,
    beta: new Array<number>(units).fill(0),
    covariance: () => 0,
    sumLeverage: 0,
    degreesOfFreedom: 0,
    tQuantile: Infinity,
  };
}
