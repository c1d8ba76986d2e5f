import type {
  Ask,
  JsonObject,
  Progress,
  StoppingCriterion,
  StoppingFunction,
  StoppingState,
  StopTestAnswer,
  Verdict,
} from '@reagent/core';
import { invalidOption } from './option-checks.ts';

/** A criterion, or a bare function, which counts as one of scope `run`. */
export type Combinable = StoppingCriterion | StoppingFunction;

/** How verdicts become one. */
export interface Combination {
  readonly id: 'anyOf' | 'allOf';
  /** The verdict of one entry of `state.probes` from those of the members. */
  readonly met: (each: readonly boolean[]) => boolean;
  /** A member's verdict that settles the outcome whatever the others say: then nobody is asked. */
  readonly settles: boolean;
  /** Which members are asked at this point of the run. */
  readonly due: (members: readonly StoppingCriterion[], progress: Progress) => readonly StoppingCriterion[];
}

/** Whether a criterion wants to be asked at a point of the run. */
export function isDue(criterion: StoppingCriterion, progress: Progress): boolean {
  return criterion.due?.(progress) ?? true;
}

/** One criterion of several; the scope is `run` if all of theirs are, and `probe` otherwise. */
export function combine(combination: Combination, combinables: readonly Combinable[]): StoppingCriterion {
  const { id, due } = combination;
  if (combinables.length === 0) throw invalidOption(id, 'give at least one criterion');
  const members = combinables.map(asCriterion);
  const scope = members.every((member) => member.scope === 'run') ? 'run' : 'probe';
  const of: JsonObject[] = members.map((member) => ({ id: member.id, options: member.options }));
  return {
    id,
    options: { of },
    scope,
    due: (progress) => due(members, progress).length > 0,
    check(state) {
      const asked = due(members, state);
      if (asked.length === 0) return { met: false };
      return resolve(
        combination,
        scope,
        state,
        asked.map((member) => member.check(state)),
      );
    },
  };
}

function asCriterion(combinable: Combinable): StoppingCriterion {
  if (typeof combinable !== 'function') return combinable;
  return {
    id: combinable.name === '' ? 'function' : combinable.name,
    options: {},
    scope: 'run',
    check(state) {
      const outcome = combinable(state);
      return typeof outcome === 'boolean' ? { met: outcome } : outcome;
    },
  };
}

/** One verdict if all members have theirs, or one is enough; else one wish with the tests of all that still ask. */
function resolve(
  combination: Combination,
  scope: StoppingCriterion['scope'],
  state: StoppingState,
  outcomes: readonly (Verdict | Ask)[],
): Verdict | Ask {
  const verdicts = outcomes.filter(isVerdict);
  const asks = outcomes.filter(isAsk);
  if (asks.length === 0 || verdicts.some((verdict) => settles(combination, verdict))) {
    return merged(combination, scope, state, verdicts);
  }
  return {
    tests: asks.flatMap((ask) => ask.tests),
    decide(answers) {
      let from = 0;
      const next = outcomes.map((outcome) => {
        if (!isAsk(outcome)) return outcome;
        const own: readonly StopTestAnswer[] = answers.slice(from, (from += outcome.tests.length));
        return outcome.decide(own);
      });
      return resolve(combination, scope, state, next);
    },
  };
}

function merged(
  combination: Combination,
  scope: StoppingCriterion['scope'],
  state: StoppingState,
  verdicts: readonly Verdict[],
): Verdict {
  const met =
    scope === 'run'
      ? combination.met(verdicts.map((verdict) => verdict.met === true))
      : state.probes.map((_, entry) => combination.met(verdicts.map((verdict) => metAt(verdict, entry))));
  if (met === false || (met !== true && !met.includes(true))) return { met };
  const declaring = verdicts.find(({ met: own, rationale }) => rationale !== undefined && isMet(own));
  return declaring?.rationale === undefined ? { met } : { met, rationale: declaring.rationale };
}

function metAt({ met }: Verdict, entry: number): boolean {
  return typeof met === 'boolean' ? met : met[entry] === true;
}

function isMet(met: Verdict['met']): boolean {
  return typeof met === 'boolean' ? met : met.includes(true);
}

function settles(combination: Combination, { met }: Verdict): boolean {
  return typeof met === 'boolean' ? met === combination.settles : met.every((one) => one === combination.settles);
}

function isAsk(outcome: Verdict | Ask): outcome is Ask {
  return 'tests' in outcome;
}

function isVerdict(outcome: Verdict | Ask): outcome is Verdict {
  return !isAsk(outcome);
}
