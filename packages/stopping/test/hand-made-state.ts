import type { Effect, EffectFit, StoppingProbe, StoppingState } from '@reagent/core';

/** A fit with given β, standard errors of β and one correlation between all units. Intervals are ± 2 standard errors. */
export function handMadeFit(options: {
  readonly beta: readonly (number | null)[];
  readonly error: number;
  readonly correlation?: number;
  readonly kappa?: number;
}): EffectFit {
  const { beta, error, correlation = 0, kappa = 0.9 } = options;
  const withheld = kappa < 0.8 ? 'few-rows' : null;
  const effects = beta.map((value): Effect | null => {
    if (value === null) return null;
    const bound = (sign: number) => (withheld === null ? (value + sign * 2 * error) / kappa : null);
    return { estimate: value / kappa, low: bound(-1), high: bound(1) };
  });
  return {
    estimates: effects.map((effect) => effect?.estimate ?? null),
    effects,
    effect: (unit) => effects[unit] ?? null,
    summary: { rows: 100, bounds: 0, kappa, withheld },
    intercept: 0,
    beta: beta.map((value) => value ?? 0),
    covariance: (a, b) => error ** 2 * (a === b ? 1 : correlation),
    sumLeverage: 1 + kappa * beta.length,
    degreesOfFreedom: 90,
    tQuantile: 2,
  };
}

/** A state of a run with one target, of which a test names what matters to it. */
export function stateOf(part: Partial<StoppingState> = {}): StoppingState {
  const units = part.units ?? 5;
  const eligible = part.eligible ?? Array.from({ length: units }, (_, unit) => unit);
  return {
    step: 1,
    evaluations: 100,
    evaluationsBefore: 92,
    eligible,
    units,
    targets: [{ token: 7, logProbability: -1, eligible }],
    probes: [],
    rows: 99,
    effect: () => {
      throw new Error('effect was not expected to be asked for');
    },
    ...part,
  };
}

/** A running probe of the first target. */
export function probeOf(probe: number, importance: readonly number[]): StoppingProbe {
  return { probe, target: 0, steps: 3, importance };
}
