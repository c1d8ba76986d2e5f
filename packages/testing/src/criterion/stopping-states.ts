import { fitEffect, softmaxOver, type EffectRow, type StoppingState } from '@reagent/core';

interface StateOptions {
  readonly units: number;
  readonly eligible: readonly number[];
  readonly probes: number;
  readonly targets: number;
  /** Whole steps done; 0: after the sweep, of which all rows are there. */
  readonly step: number;
  /** [unit] What replacing it takes from the target, in log-odds. */
  readonly effects: readonly number[];
}

/** A point of a run as core shows it to a criterion, with a real fit of rows that the formulas below make up. */
function stoppingState(options: StateOptions): StoppingState {
  const { units, eligible, probes, targets, step } = options;
  const rows = rowsOf(options);
  const evaluations = 1 + rows.length;
  return {
    step,
    evaluations,
    evaluationsBefore: step === 0 ? 0 : evaluations - probes,
    eligible: [...eligible],
    units,
    targets: Array.from({ length: targets }, (_, target) => ({
      token: target,
      logProbability: -0.1 - target,
      eligible: eligibleFor(options, target),
    })),
    probes: Array.from({ length: probes * targets }, (_, entry) => ({
      probe: Math.floor(entry / targets),
      target: entry % targets,
      steps: step,
      importance: softmaxOver(logitsOf(options, entry), eligibleFor(options, entry % targets)),
    })),
    rows: rows.length,
    effect: (target, count = rows.length) =>
      fitEffect({
        rows: rows.slice(0, count).map((row) => ({ ...row, response: row.response * (1 + target) })),
        units,
        eligible: eligibleFor(options, target),
      }),
  };
}

/** As in an answer, whose last token has all others before it: each target has one unit more than the one before. */
function eligibleFor({ eligible, targets }: StateOptions, target: number): readonly number[] {
  return eligible.slice(0, eligible.length - (targets - 1 - target));
}

function rowsOf({ units, eligible, probes, step, effects }: StateOptions): EffectRow[] {
  const sweep = eligible.map((unit) => [unit]);
  const updates = Array.from({ length: probes * step }, (_, index) =>
    eligible.filter((unit) => scattered(7 * index + 3 * unit) < 0.3),
  );
  return [...sweep, ...updates].map((replaced, index) => ({
    source: index < sweep.length ? 'sweep' : 'update',
    mask: Uint8Array.from({ length: units }, (_, unit) => (replaced.includes(unit) ? 1 : 0)),
    response: replaced.reduce((sum, unit) => sum + (effects[unit] ?? 0), 0.2 * scattered(index) - 0.1),
    bound: false,
    clamped: false,
  }));
}

function logitsOf({ units, effects, step }: StateOptions, entry: number): number[] {
  return Array.from({ length: units }, (_, unit) => scattered(unit + 31 * entry) + (step * (effects[unit] ?? 0)) / 8);
}

/** A number in [0, 1) for each whole number: the fractions of multiples of the golden ratio's. */
function scattered(index: number): number {
  return (index * 0.6180339887498949) % 1;
}

type StateName = 'separated' | 'later' | 'flat' | 'afterSweep' | 'twoTargets' | 'oneTokenOneProbe' | 'nothingEligible';

/** What laws show a criterion; each is made anew at every call. */
export const stoppingStates: Readonly<Record<StateName, () => StoppingState>> = {
  /** One unit stands out; the first is pinned. */
  separated: () => typical(8, [0, 0.1, 4, 0.2, -0.3, 0.1]),
  /** The same run, later, with another unit in front. */
  later: () => typical(20, [0, 4, 0.1, 0.2, -0.3, 0.1]),
  /** Nothing stands out. */
  flat: () => typical(8, [0, 0, 0, 0, 0, 0]),
  afterSweep: () => typical(0, [0, 0.1, 4, 0.2, -0.3, 0.1]),
  twoTargets: () => stoppingState({ ...base, targets: 2, step: 8, effects: [0, 0.1, 4, 0.2, -0.3, 0.1] }),
  oneTokenOneProbe: () => stoppingState({ units: 1, eligible: [0], probes: 1, targets: 1, step: 1, effects: [2] }),
  nothingEligible: () => stoppingState({ units: 2, eligible: [], probes: 1, targets: 1, step: 1, effects: [] }),
};

/** The states of ordinary runs, by name; the two extreme ones have laws of their own. */
export const ordinaryStates: readonly (readonly [name: string, make: () => StoppingState])[] = Object.entries(
  stoppingStates,
).filter(([name]) => name !== 'oneTokenOneProbe' && name !== 'nothingEligible');

const base = { units: 6, eligible: [1, 2, 3, 4, 5], probes: 3, targets: 1 };

function typical(step: number, effects: readonly number[]): StoppingState {
  return stoppingState({ ...base, step, effects });
}
