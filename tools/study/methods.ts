import { attribute, presets, type AttributeOptions, type AttributionResult } from '@reagent/core';
import { criterionOf } from '@reagent/stopping';
import type { Pair } from './pairs.ts';
import { sampleSweeps } from './sampling.ts';
import type { Subject } from './subject.ts';

/** Everything a method may use. */
export interface Budget extends Pick<Pair, 'backend' | 'replacer'> {
  /** The unreplaced context included. */
  readonly evaluations: number;
  readonly seed: number;
}

/** [unit] */
export type Scores = readonly number[];

/** The importance of a recursion with its own stop test, cut at the budget. */
export async function recursion(
  preset: 'paper' | 'referenceCode' | 'inseq',
  subject: Subject,
  budget: Budget,
): Promise<Scores> {
  const stopping = criterionOf(presets[preset]);
  // The presets of others replace special tokens too; here all methods score the same tokens.
  const result = await attribute({
    ...requestOf(subject, budget),
    ...{ preset, stopping, protectSpecialTokens: true, limits: { evaluations: budget.evaluations } },
  });
  return unprotected(result, result.importance[0] ?? []);
}

/** Every unit replaced alone, as often as the budget allows; the mean drop of the log-odds. */
export async function leaveOneOut(
  subject: Subject,
  { evaluations, seed }: Pick<Budget, 'evaluations' | 'seed'>,
): Promise<Scores> {
  const samples = await sampleSweeps(subject, (evaluations - 1) / subject.units, 8000 + seed);
  return Array.from({ length: subject.units }, (_, unit) => {
    const own = samples.filter(({ mask }) => mask[unit] === 1).map(({ scored }) => subject.base - scored.logOdds);
    return own.length === 0 ? 0 : own.reduce((sum, drop) => sum + drop, 0) / own.length;
  });
}

/** What every run of the study asks, without its end. */
export function requestOf(
  subject: Subject,
  { backend, replacer, seed }: Pick<Budget, 'backend' | 'replacer' | 'seed'>,
): AttributeOptions {
  return { backend, replacer, seed, text: subject.item.prompt, target: subject.target, stopping: null };
}

/** Values of the tokens that may be replaced: those are the units. */
export function unprotected<T>(result: AttributionResult, values: readonly T[]): T[] {
  return values.filter((_, position) => !result.tokens[position]?.special);
}
