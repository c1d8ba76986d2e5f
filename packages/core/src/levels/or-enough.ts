import type { StoppingCriterion } from '../interfaces/stopping-criterion.ts';

/**
 * A criterion that is also met once so many evaluations are done and there is enough to go on with. Asked after steps,
 * as criteria are, so that where a level ends does not depend on batches.
 * @param wasEarly tells whether that, and not the criterion itself, ended the run
 */
export function orEnough(
  own: StoppingCriterion | null,
  evaluations: number,
  isEnough: () => boolean,
): { criterion: StoppingCriterion; wasEarly: () => boolean } {
  let early = false;
  const isDue: NonNullable<StoppingCriterion['due']> = (progress) => own !== null && (own.due?.(progress) ?? true);
  return {
    wasEarly: () => early,
    criterion: {
      id: own?.id ?? 'none',
      options: own?.options ?? {},
      scope: own?.scope ?? 'run',
      due: (progress) => progress.evaluations >= evaluations || isDue(progress),
      check(state) {
        const outcome = own !== null && isDue(state) ? own.check(state) : { met: false };
        if ('tests' in outcome || [outcome.met].flat().includes(true) || state.evaluations < evaluations)
          return outcome;
        early = isEnough();
        return { met: early };
      },
    },
  };
}
