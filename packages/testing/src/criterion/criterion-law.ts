import type { StoppingCriterion } from '@reagent/core';
import type { Law } from '../laws/law.ts';

/** Criteria need nothing but the states that the laws make up. */
export type CriterionLawContext = Readonly<Record<string, never>>;

export type CriterionLaw = Law<StoppingCriterion, CriterionLawContext>;

/** A law about one fresh criterion. */
export function criterionLaw(name: string, check: (criterion: StoppingCriterion) => void): CriterionLaw {
  return { name, check: async (create) => check(await create()) };
}
