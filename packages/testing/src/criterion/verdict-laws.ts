import type { StoppingCriterion, StoppingState, Verdict } from '@reagent/core';
import { ensure } from '../laws/assertions.ts';
import { criterionLaw, type CriterionLaw } from './criterion-law.ts';
import { verdictOf } from './resolve.ts';
import { ordinaryStates, stoppingStates } from './stopping-states.ts';

const oneToken = criterionLaw('is fine with one token and one probe', (criterion) => {
  isFine(criterion, stoppingStates.oneTokenOneProbe());
});

const nothing = criterionLaw('is fine where nothing may be replaced', (criterion) => {
  isFine(criterion, stoppingStates.nothingEligible());
});

const shape = criterionLaw('gives a verdict that fits its scope', (criterion) => {
  for (const [name, make] of ordinaryStates) {
    const state = make();
    const { met } = verdictOf(criterion, state);
    if (typeof met === 'boolean') continue;
    ensure(criterion.scope !== 'run', `a verdict of scope run has one boolean, not a list (state ${name})`);
    ensure(Array.isArray(met), `met must be true, false or a list of them, is ${String(met)}`);
    const entries = state.probes.length;
    ensure(met.length === entries, `met has ${met.length} booleans for ${entries} entries (state ${name})`);
    ensure(
      met.every((one: unknown) => typeof one === 'boolean'),
      `met has a value that is no boolean (state ${name})`,
    );
  }
});

const rationale = criterionLaw('declares no rationale but of units that may be replaced', (criterion) => {
  for (const [name, make] of ordinaryStates) {
    const state = make();
    const verdict: Verdict = verdictOf(criterion, state);
    if (verdict.rationale === undefined) continue;
    const lists = verdict.rationale.length;
    ensure(lists === state.targets.length, `${lists} rationales for ${state.targets.length} targets (state ${name})`);
    state.targets.forEach((target, index) =>
      ensureUnits(verdict.rationale?.[index] ?? [], target, `the rationale of target ${index} (state ${name})`),
    );
  }
});

const asks = criterionLaw('asks the model about probes and units that there are', (criterion) => {
  for (const [name, make] of ordinaryStates) {
    const state = make();
    verdictOf(criterion, state, ({ tests, decide }) => {
      ensure(Array.isArray(tests) && tests.length > 0, `a wish must have at least one test (state ${name})`);
      ensure(typeof decide === 'function', `a wish must have a function \`decide\` (state ${name})`);
      for (const { entry, keep, topK } of tests) {
        ensure(Number.isInteger(entry) && entry in state.probes, `there is no entry ${entry} (state ${name})`);
        ensureUnits(keep, state, `a test's \`keep\` (state ${name})`);
        ensure(topK === undefined || (Number.isInteger(topK) && topK >= 1), 'topK must be a whole number from 1');
      }
    });
  }
});

function isFine(criterion: StoppingCriterion, state: StoppingState): void {
  const { met } = verdictOf(criterion, state);
  ensure(typeof met === 'boolean' || Array.isArray(met), 'met must be true, false or a list of them');
}

function ensureUnits(
  units: readonly number[],
  { eligible }: { readonly eligible: readonly number[] },
  what: string,
): void {
  ensure(new Set(units).size === units.length, `${what} names a unit twice`);
  const unknown = units.find((unit) => !eligible.includes(unit));
  ensure(unknown === undefined, `${what} names unit ${unknown}, which may not be replaced`);
}

/** What a criterion may answer. */
export const verdictLaws: readonly CriterionLaw[] = [oneToken, nothing, shape, rationale, asks];
