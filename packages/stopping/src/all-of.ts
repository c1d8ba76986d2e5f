import type { StoppingCriterion } from '@reagent/core';
import { combine, isDue, type Combinable } from './combine.ts';

/**
 * Met when all of the criteria are. Asked whenever one of them wants to be, and then all are: two that want to be asked
 * at different points would never be met together otherwise.
 *
 * Scopes: of scope `run` if all are; otherwise of scope `probe`, where the verdict of a member of scope `run` holds for
 * every probe still running: a probe is done when it passes its own test at a point where the run's verdict is met too.
 * The rationale is that of the first member that declares one. Stop tests of several members are asked together; none
 * is asked where a member is met for no probe without one.
 * @throws ReagentError `INVALID_OPTION` without a criterion
 */
export function allOf(...criteria: readonly Combinable[]): StoppingCriterion {
  return combine(
    {
      id: 'allOf',
      met: (each) => each.every(Boolean),
      settles: false,
      due: (members, progress) => (members.some((member) => isDue(member, progress)) ? members : []),
    },
    criteria,
  );
}
