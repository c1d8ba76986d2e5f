import { Matrix, inverse } from 'ml-matrix';
import {
  attribute,
  presets,
  randomStream,
  type AttributeOptions,
  type AttributionResult,
  type Backend,
  type Replacer,
} from '@reagent/core';
import { criterionOf } from '@reagent/stopping';
import { sampleMasks, sampleSweeps, type Sample } from './sampling.ts';
import type { Subject } from './subject.ts';

/** Everything a method may use. */
export interface Budget {
  readonly backend: Backend;
  readonly replacer: Replacer;
  readonly evaluations: number;
  readonly seed: number;
}

/** Scores [unit] of a subject, within a number of evaluations (the unreplaced context included). */
export interface Method {
  readonly name: string;
  scores(subject: Subject, budget: Budget): Promise<readonly number[]>;
}

export const methods: readonly Method[] = [
  recursion('recursion, preset paper', 'paper'),
  recursion('recursion, preset referenceCode', 'referenceCode'),
  recursion('recursion, preset inseq', 'inseq'),
  recursion('importance of the default (no stop test)', 'default'),
  fromMasks('main effect of artanh(Δ), r .3', 0.3, artanhDrop, mainEffect),
  fromMasks('main effect of log-odds, r .3', 0.3, logOddsDrop, mainEffect),
  fromMasks('ridge λ 1, log-odds, r .3', 0.3, logOddsDrop, plainRidge),
  fromMasks('ridge λ 1, log-odds, r .2', 0.2, logOddsDrop, plainRidge),
  leaveOneOut(),
  {
    name: '**effect of the default** (sweep, then r .3)',
    async scores(subject, budget) {
      const result = await run(subject, budget, { stopping: null });
      return unprotected(result, result.effect[0] ?? []).map((effect) => effect?.estimate ?? 0);
    },
  },
  {
    name: 'random',
    async scores(subject, { seed }) {
      const random = randomStream({ seed, probe: 3000, step: subject.target, purpose: 'mask' });
      return Array.from({ length: subject.units }, () => random.uniform());
    },
  },
];

function recursion(name: string, preset: keyof typeof presets): Method {
  return {
    name,
    async scores(subject, budget) {
      const stopping = preset === 'default' ? null : criterionOf(presets[preset]);
      // The presets of others replace special tokens too; here all methods score the same tokens.
      const result = await run(subject, budget, { preset, stopping, protectSpecialTokens: true });
      return unprotected(result, result.importance[0] ?? []);
    },
  };
}

export function run(
  subject: Subject,
  { backend, replacer, evaluations, seed }: Budget,
  options: Partial<AttributeOptions>,
): Promise<AttributionResult> {
  return attribute({
    ...{ backend, replacer, seed, text: subject.item.prompt, target: subject.target, stopping: null },
    limits: { evaluations },
    ...options,
  });
}

/** Values of the tokens that may be replaced: those are the units. */
export function unprotected<T>(result: AttributionResult, values: readonly T[]): T[] {
  return values.filter((_, position) => !result.tokens[position]?.special);
}

type Response = (subject: Subject, sample: Sample) => number;
type Estimator = (samples: readonly Sample[], responses: readonly number[], units: number) => number[];

function fromMasks(name: string, ratio: number, response: Response, estimate: Estimator): Method {
  return {
    name,
    async scores(subject, { evaluations, seed }) {
      const samples = await sampleMasks(subject, evaluations - 1, ratio, 7000 + seed);
      return estimate(
        samples,
        samples.map((sample) => response(subject, sample)),
        subject.units,
      );
    },
  };
}

/** Every unit replaced alone, as often as the budget allows; the mean drop of the log-odds. */
function leaveOneOut(): Method {
  return {
    name: 'leave one out, log-odds, repeated draws',
    async scores(subject, { evaluations, seed }) {
      const samples = await sampleSweeps(subject, (evaluations - 1) / subject.units, 8000 + seed);
      return Array.from({ length: subject.units }, (_, unit) => {
        const own = samples.filter(({ mask }) => mask[unit] === 1).map((sample) => logOddsDrop(subject, sample));
        return own.length === 0 ? 0 : own.reduce((sum, drop) => sum + drop, 0) / own.length;
      });
    },
  };
}

function logOddsDrop(subject: Subject, { scored }: Sample): number {
  return subject.base - scored.logOdds;
}

function artanhDrop(subject: Subject, { scored }: Sample): number {
  const drop = subject.baseProbability - scored.probability;
  return Math.atanh(Math.min(1 - 1e-6, Math.max(1e-6 - 1, drop)));
}

/** Mean response where the unit is replaced, minus where it is not. */
function mainEffect(samples: readonly Sample[], responses: readonly number[], units: number): number[] {
  return Array.from({ length: units }, (_, unit) => {
    const of = (replaced: number) => responses.filter((_, index) => samples[index]?.mask[unit] === replaced);
    const mean = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    return mean(of(1)) - mean(of(0));
  });
}

/** Ridge with λ = 1, an unpenalised intercept and equal weights. */
function plainRidge(samples: readonly Sample[], responses: readonly number[], units: number): number[] {
  const design = new Matrix(samples.map(({ mask }) => [1, ...mask]));
  const penalty = Matrix.eye(units + 1, units + 1).set(0, 0, 0);
  const normal = design.transpose().mmul(design).add(penalty);
  const coefficients = inverse(normal).mmul(design.transpose().mmul(Matrix.columnVector([...responses])));
  return coefficients.to1DArray().slice(1);
}
