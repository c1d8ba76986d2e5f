import { attributeSteps, type AttributeOptions, type AttributionResult, type EvaluatedContext } from '@reagent/core';
import { lasso } from './lasso.ts';
import { requestOf, unprotected, type Budget, type Scores } from './methods.ts';
import type { Subject } from './subject.ts';

/** A run of the default with what it has evaluated. */
export interface DefaultRun {
  readonly result: AttributionResult;
  readonly evaluated: readonly EvaluatedContext[];
}

export async function defaultRun(
  subject: Subject,
  budget: Budget,
  options: Partial<AttributeOptions> = {},
): Promise<DefaultRun> {
  const evaluated: EvaluatedContext[] = [];
  const request = { ...requestOf(subject, budget), limits: { evaluations: budget.evaluations }, ...options };
  for await (const event of attributeSteps(request)) {
    if (event.type === 'finished') return { result: event.result, evaluated };
    if ('evaluated' in event) evaluated.push(...event.evaluated());
  }
  throw new Error('the run has not finished');
}

/** The estimated effects. */
export function effectsOf({ result }: DefaultRun): Scores {
  return unprotected(result, result.effect[0] ?? []).map((effect) => effect?.estimate ?? 0);
}

/** A lasso on the evaluations of the run, with its weights. */
export function lassoOf(subject: Subject, { evaluated, result }: DefaultRun): Scores {
  const positions = result.tokens.flatMap((token, position) => (token.special ? [] : [position]));
  const unitAt = new Map(positions.map((position, unit) => [position, unit]));
  const rows = evaluated.map(({ substitutes, scores }) => ({
    ones: substitutes.flatMap(([position]) => unitAt.get(position) ?? []),
    response: subject.base - (scores[0]?.logOdds as number),
  }));
  return lasso(rows, subject.units);
}
