import type { Effect, EffectFitSummary } from '../interfaces/result.ts';
import { studentTQuantile } from './student-t.ts';
import { weightedRidge } from './weighted-ridge.ts';

/**
 * One replaced context and what it did to a target. Rows of the sweep and of updates only: the contexts of stop tests
 * are chosen after seeing outcomes and would bias the fit, so no row can say that it comes from one.
 */
export interface EffectRow {
  readonly source: 'sweep' | 'update';
  /** [unit] 1 where the context really changed. */
  readonly mask: Uint8Array;
  /** Log-odds of the target in the unreplaced context minus in this one. */
  readonly response: number;
  /** The response is only a bound: the model's server told no more. */
  readonly bound: boolean;
  /** The log-odds had to be clamped. */
  readonly clamped: boolean;
}

export interface EffectFitRequest {
  readonly rows: readonly EffectRow[];
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
  /** [unit] estimate = β / κ with its interval; null where nothing can be said. */
  readonly effects: readonly (Effect | null)[];
  readonly summary: EffectFitSummary;
  readonly intercept: number;
  /** [unit] the ridge coefficients, before division by κ. */
  readonly beta: readonly number[];
  /** [unit][unit] HC3 covariance of `beta`. */
  readonly covariance: readonly (readonly number[])[];
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

/**
 * Weighted ridge of the responses on the masks: weights 1 / max(1, |mask|), an unpenalised intercept, HC3 covariance
 * (MacKinnon and White 1985), t quantile with N − Σh degrees of freedom, κ = (Σh − 1) / T over the T units that changed in some row.
 */
export function fitEffect(request: EffectFitRequest): EffectFit {
  const { rows, units } = request;
  // A unit that never changed is no column: it would only count into T, and nothing can be said of it.
  const changed = request.eligible.filter((unit) => rows.some((row) => row.mask[unit] === 1));
  if (changed.length === 0) return nothingFitted(units, rows.length);
  const onesOf = ({ mask }: EffectRow) => changed.flatMap((unit, index) => (mask[unit] === 1 ? [index + 1] : []));
  const design = rows.map((row) => ({ ones: onesOf(row), response: row.response }));
  const fit = weightedRidge(design, changed.length, request.penalty ?? effectPenalty);
  const covarianceOf = (a: number, b: number) => fit.covariance[(a + 1) * (changed.length + 1) + b + 1] as number;
  const kappa = (fit.sumLeverage - 1) / changed.length;
  const degreesOfFreedom = rows.length - fit.sumLeverage;
  const tQuantile = degreesOfFreedom > 1e-9 ? studentTQuantile(0.975, degreesOfFreedom) : Infinity;
  const withheld = reasonToWithhold(request, kappa, tQuantile);

  const beta = new Array<number>(units).fill(0);
  const covariance = beta.map(() => new Array<number>(units).fill(0));
  const effects = new Array<Effect | null>(units).fill(null);
  changed.forEach((unit, column) => {
    const coefficient = fit.coefficients[column + 1] as number;
    beta[unit] = coefficient;
    changed.forEach((other, otherColumn) => {
      (covariance[unit] as number[])[other] = covarianceOf(column, otherColumn);
    });
    if (kappa < leastKappa || rows.every((row) => row.mask[unit] === 1)) return;
    const half = tQuantile * Math.sqrt(covarianceOf(column, column));
    effects[unit] = {
      estimate: coefficient / kappa,
      low: withheld === null ? (coefficient - half) / kappa : null,
      high: withheld === null ? (coefficient + half) / kappa : null,
    };
  });
  return {
    effects,
    summary: { rows: rows.length, kappa, withheld },
    intercept: fit.coefficients[0] as number,
    beta,
    covariance,
    sumLeverage: fit.sumLeverage,
    degreesOfFreedom,
    tQuantile,
  };
}

function reasonToWithhold(request: EffectFitRequest, kappa: number, tQuantile: number): EffectFitSummary['withheld'] {
  const { rows, base } = request;
  const share = (predicate: (row: EffectRow) => boolean) => rows.filter(predicate).length / rows.length;
  if (base?.bound || share((row) => row.bound) > mostInexactRows) return 'bounds';
  if (base?.clamped || share((row) => row.clamped) > mostInexactRows) return 'clamped';
  if (kappa < leastKappaForIntervals || tQuantile === Infinity) return 'few-rows';
  return null;
}

function nothingFitted(units: number, rows: number): EffectFit {
  const zeros = new Array<number>(units).fill(0);
  return {
    effects: new Array<null>(units).fill(null),
    summary: { rows, kappa: 0, withheld: 'no-rows' },
    intercept: 0,
    beta: zeros,
    covariance: zeros.map(() => zeros),
    sumLeverage: 0,
    degreesOfFreedom: 0,
    tQuantile: Infinity,
  };
}
