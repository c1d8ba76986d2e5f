import { fitEffect, type EffectRow } from '@reagent/core';
import { z } from 'zod';
import { ensureLength, ensureSize, parseRecording } from './parse.ts';
import { createComparer, reportOf, type Comparer, type ReplayReport } from './report.ts';

export const effectSchema = 'reagent-golden-effect/1';

/** Two solvers of one linear system in float64, whose condition is mild. */
const tolerance = 1e-8;

const perUnit = z.array(z.number());
const perUnitOrNull = z.array(z.number().nullable());

const fitCase = z.object({
  name: z.string(),
  lambda: z.number().nonnegative(),
  masks: z.array(z.array(z.union([z.literal(0), z.literal(1)]))).min(1),
  response: z.array(z.number()),
  weights: z.array(z.number()),
  intercept: z.number(),
  beta: perUnit,
  standardError: perUnit,
  covariance: z.array(perUnit),
  sumLeverage: z.number(),
  degreesOfFreedom: z.number(),
  tQuantile: z.number(),
  kappa: z.number(),
  estimate: perUnitOrNull,
  low: perUnitOrNull,
  high: perUnitOrNull,
});

const effect = z.object({
  schema: z.literal(effectSchema),
  name: z.string().optional(),
  cases: z.array(fitCase).min(1),
});

type FitCase = z.output<typeof fitCase>;

/** Fits recorded rows again. */
export function replayEffect(json: unknown): ReplayReport {
  const recording = parseRecording(effect, json);
  const compare = createComparer(tolerance);
  recording.cases.forEach((own, index) => {
    checkSizes(own, `cases[${index}]`);
    replayCase(own, compare);
  });
  const name = recording.name ?? recording.cases.map((own) => own.name).join(', ');
  return reportOf(recording.schema, name, compare.comparisons());
}

function replayCase(own: FitCase, compare: Comparer): void {
  const units = own.beta.length;
  const rows = own.masks.map((mask, index): EffectRow => {
    const response = own.response[index] as number;
    return { source: 'update', mask: Uint8Array.from(mask), response, bound: false, clamped: false };
  });
  const fit = fitEffect({ rows, units, eligible: [...Array(units).keys()], penalty: own.lambda });
  const compareUnits = (
    quantity: string,
    value: (unit: number) => number | null,
    expected: readonly (number | null)[],
  ) =>
    compare.numbers(
      `${own.name}: ${quantity}`,
      Array.from(expected, (_, unit) => value(unit)),
      expected,
    );
  const compareOne = (quantity: string, value: number, expected: number) =>
    compare.numbers(`${own.name}: ${quantity}`, [value], [expected]);

  compareUnits('estimate', (unit) => fit.effects[unit]?.estimate ?? null, own.estimate);
  compareUnits('low', (unit) => fit.effects[unit]?.low ?? null, own.low);
  compareUnits('high', (unit) => fit.effects[unit]?.high ?? null, own.high);
  compareUnits('β', (unit) => fit.beta[unit] ?? null, own.beta);
  compareUnits('standard error', (unit) => Math.sqrt(fit.covariance(unit, unit)), own.standardError);
  compare.numbers(
    `${own.name}: covariance`,
    own.beta.flatMap((_, a) => own.beta.map((_, b) => fit.covariance(a, b))),
    own.covariance.flat(),
  );
  compareOne('intercept', fit.intercept, own.intercept);
  compareOne('Σh', fit.sumLeverage, own.sumLeverage);
  compareOne('degrees of freedom', fit.degreesOfFreedom, own.degreesOfFreedom);
  compareOne('t quantile', fit.tQuantile, own.tQuantile);
  compareOne('κ', fit.summary.kappa, own.kappa);
}

function checkSizes(own: FitCase, at: string): void {
  const units = own.beta.length;
  ensureSize(`${at}.masks`, own.masks, own.masks.length, units);
  for (const name of ['response', 'weights'] as const) ensureLength(`${at}.${name}`, own[name], own.masks.length);
  for (const name of ['standardError', 'estimate', 'low', 'high'] as const)
    ensureLength(`${at}.${name}`, own[name], units);
  ensureSize(`${at}.covariance`, own.covariance, units, units);
}
