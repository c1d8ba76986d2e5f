import { randomStream } from '@reagent/core';
import { defaultRun, effectsOf, lassoOf } from './default-run.ts';
import { leaveOneOut, recursion, unprotected, type Budget, type Scores } from './methods.ts';
import type { Subject } from './subject.ts';

/** The rows of the table: key → what it is called. */
export const methodNames = {
  paper: 'recursion, preset paper',
  referenceCode: 'recursion, preset referenceCode',
  inseq: 'recursion, preset inseq',
  leaveOneOut: 'leave one out, log-odds, repeated draws',
  default: '**effect of the default** (sweep, then r .3)',
  importance: 'importance of the default (no stop test)',
  lasso: 'lasso on the evaluations of the default',
  halfReplaced: 'effect with a sweep, then r .5',
  random: 'random',
} as const;

export type MethodKey = keyof typeof methodNames;
export type OfMethods<T> = Readonly<Record<MethodKey, T>>;

/** Every method's scores of an item, each within the budget. */
export async function scoresOf(subject: Subject, budget: Budget): Promise<OfMethods<Scores>> {
  const run = await defaultRun(subject, budget);
  return {
    paper: await recursion('paper', subject, budget),
    referenceCode: await recursion('referenceCode', subject, budget),
    inseq: await recursion('inseq', subject, budget),
    leaveOneOut: await leaveOneOut(subject, budget),
    default: effectsOf(run),
    importance: unprotected(run.result, run.result.importance[0] ?? []),
    lasso: lassoOf(subject, run),
    halfReplaced: effectsOf(await defaultRun(subject, budget, { replacingRatio: 0.5 })),
    random: randomScores(subject, budget),
  };
}

function randomScores(subject: Subject, { seed }: Budget): Scores {
  const random = randomStream({ seed, probe: 3000, step: subject.target, purpose: 'mask' });
  return Array.from({ length: subject.units }, () => random.uniform());
}

/** The same for every method. */
export function mapMethods<A, B>(values: OfMethods<A>, change: (value: A) => B): OfMethods<B> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)])) as OfMethods<B>;
}
