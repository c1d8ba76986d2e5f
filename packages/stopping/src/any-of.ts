import type { StoppingCriterion } from '@reagent/core';
import { combine, isDue, type Combinable } from './combine.ts';

/**
 * Met when one of the criteria is. Asked whenever one of them wants to be, and then only those that do.
 *
 * Scopes: of scope `run` if all are; otherwise of scope `probe`, where the verdict of a member of scope `run` holds for
 * every probe still running: either a probe passes its own test or the run's verdict ends them all. The rationale is
 * that of the first member that is met and declares one. Stop tests of several members are asked together; none is
 * asked where a member is met for all probes without one.
 * @throws ReagentError `INVALID_OPTION` without a criterion
 */
export function anyOf(...criteria: readonly Combinable[]): StoppingCriterion {
  return combine(
    {
      id: 'anyOf',
      met: (each) => each.includes(true),
      settles: true,
      due: (members, progress) => members.filter((member) => isDue(member, progress)),
    },
    criteria,
  );
}
