import {
  asCriterion,
  ReagentError,
  type Ask,
  type JsonObject,
  type Progress,
  type StoppingCriterion,
  type StoppingFunction,
  type Verdict,
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
      const entries = state.probes.length;
      return resolve(
        { combination, scope, entries, asked },
        asked.map((member) => member.check(state)),
      );
    },
  };
}

/** What stays the same while members ask the model. */
interface Round {
  readonly combination: Combination;
  readonly scope: StoppingCriterion['scope'];
  /** Number of `state.probes`. */
  readonly entries: number;
  readonly asked: readonly StoppingCriterion[];
}

/**
 * One verdict if all members have theirs, or one is enough; else one wish with the tests of all that still ask.
 * @param outcomes one for each of `round.asked`
 */
function resolve(round: Round, outcomes: readonly (Verdict | Ask)[]): Verdict | Ask {
  outcomes.forEach((outcome, index) => {
    if (!isAsk(outcome)) checkShape(round.asked[index] as StoppingCriterion, outcome, round.entries);
  });
  const verdicts = outcomes.filter((outcome): outcome is Verdict => !isAsk(outcome));
  const asks = outcomes.filter(isAsk);
  if (asks.length === 0 || verdicts.some((verdict) => settles(round.combination, verdict))) {
    return merged(round, verdicts);
  }
  return {
    tests: asks.flatMap((ask) => ask.tests),
    decide(answers) {
      let from = 0;
      const next = outcomes.map((outcome) => {
        if (!isAsk(outcome)) return outcome;
        return outcome.decide(answers.slice(from, (from += outcome.tests.length)));
      });
      return resolve(round, next);
    },
  };
}

function merged({ combination, scope, entries }: Round, verdicts: readonly Verdict[]): Verdict {
  const metOf = (entry: number): boolean => combination.met(verdicts.map((verdict) => metAt(verdict, entry)));
  const met = scope === 'run' ? metOf(0) : Array.from({ length: entries }, (_, entry) => metOf(entry));
  const declaring = isMet(met)
    ? verdicts.find((verdict) => verdict.rationale !== undefined && isMet(verdict.met))
    : null;
  return declaring?.rationale === undefined ? { met } : { met, rationale: declaring.rationale };
}

function checkShape(member: StoppingCriterion, { met }: Verdict, entries: number): void {
  if (typeof met === 'boolean' || (member.scope === 'probe' && met.length === entries)) return;
  throw new ReagentError(
    'PLUGIN_BROKE_RULE',
    `criterion ${member.id}: a verdict of scope ${member.scope} has one boolean` +
      (member.scope === 'run' ? '' : `, or one for each of ${entries} probes, not ${met.length}`),
    { plugin: member.id },
  );
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
