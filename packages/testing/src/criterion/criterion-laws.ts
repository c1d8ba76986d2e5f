import type { StoppingCriterion, StoppingState } from '@reagent/core';
import { ensure, ensureSame } from '../laws/assertions.ts';
import { testLaws, type Create, type TestRunner } from '../laws/law.ts';
import { ensureName, ensurePlainData } from '../laws/plain-data.ts';
import { verdictLaws } from './verdict-laws.ts';
import { criterionLaw, type CriterionLaw, type CriterionLawContext } from './criterion-law.ts';
import { verdictOf } from './resolve.ts';
import { ordinaryStates, stoppingStates } from './stopping-states.ts';

const fresh: CriterionLaw = {
  name: 'is a fresh one at every call of `create`',
  check: async (create) => ensure((await create()) !== (await create()), '`create` gave the same criterion twice'),
};

const names = criterionLaw('is named by its id and by options in plain data', ({ id, options }) => {
  ensureName(id, 'id');
  ensure(typeof options === 'object' && options !== null && !Array.isArray(options), 'options must be an object');
  ensurePlainData(options, 'options');
});

const scope = criterionLaw('has a scope', (criterion) =>
  ensure(criterion.scope === 'probe' || criterion.scope === 'run', "scope must be 'probe' or 'run'"),
);

const sameAnswer = criterionLaw('gives the same answer to the same state', (criterion) => {
  for (const [name, state] of ordinaryStates) {
    const first = verdictOf(criterion, state());
    ensureSame(verdictOf(criterion, state()), first, `the verdict on the state ${name}, asked again`);
  }
});

const noMemory: CriterionLaw = {
  name: 'keeps no memory between calls',
  check: async (create) => {
    const used = await create();
    for (const [, state] of ordinaryStates) verdictOf(used, state());
    for (const name of ['afterSweep', 'separated', 'flat'] as const) {
      const expected = verdictOf(await create(), stoppingStates[name]());
      ensureSame(verdictOf(used, stoppingStates[name]()), expected, `the verdict on the state ${name}, after others`);
    }
  },
};

const due: CriterionLaw = {
  name: 'wants to be asked at the same points of every run',
  check: async (create) => {
    const [first, second] = [await create(), await create()];
    for (const state of Object.values(stoppingStates)) {
      const { step, evaluations, evaluationsBefore } = state();
      const ask = (criterion: StoppingCriterion) => criterion.due?.({ step, evaluations, evaluationsBefore }) ?? true;
      const answer: unknown = ask(first);
      ensure(typeof answer === 'boolean', `\`due\` must be true or false, is ${String(answer)}`);
      ensureSame([ask(first), ask(second)], [answer, answer], `\`due\` at step ${step}`);
    }
  },
};

const unchanged = criterionLaw('leaves the state as it is', (criterion) => {
  for (const [name, make] of ordinaryStates) {
    const state = make();
    verdictOf(criterion, state);
    ensureSame(plain(state), plain(make()), `the state ${name} after the check`);
  }
});

/** A state without its function. */
function plain(state: StoppingState): Omit<StoppingState, 'effect'> {
  const { effect: _, ...data } = state;
  return data;
}

/** The rules of core's `StoppingCriterion`. */
export const criterionLaws: readonly CriterionLaw[] = [
  fresh,
  names,
  scope,
  sameAnswer,
  noMemory,
  due,
  unchanged,
  ...verdictLaws,
];

export interface TestCriterionOptions extends TestRunner {
  /** Gives a fresh criterion at every call. */
  readonly create: Create<StoppingCriterion>;
  /** Title of the tests. Default: `criterion laws`. */
  readonly title?: string;
}

/** Makes a test of each law of a stopping criterion, on made-up points of a run; no model is needed. */
export function testCriterion(options: TestCriterionOptions): void {
  const { create, title = 'criterion laws' } = options;
  testLaws<StoppingCriterion, CriterionLawContext>(title, criterionLaws, options, create, {});
}
