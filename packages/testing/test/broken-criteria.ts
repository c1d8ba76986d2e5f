import { topUnits, type StoppingCriterion, type StoppingState, type Verdict } from '@reagent/core';

/** The plug-in that keeps all laws: a stop test that keeps the top unit of each probe. */
export function createSoundCriterion(): StoppingCriterion {
  return {
    id: 'topUnitHolds',
    options: { k: 3 },
    scope: 'probe',
    due: ({ step }) => step % 2 === 0,
    check: ({ probes, eligible }) => {
      if (probes.length === 0) return { met: [] };
      return {
        tests: probes.map(({ importance }, entry) => ({ entry, keep: topUnits(importance, 1, eligible), topK: 3 })),
        decide: (answers) => ({ met: answers.map(({ withinTopK }) => withinTopK === true) }),
      };
    },
  };
}

/** Makes the `create` of a criterion that breaks one law; each call of it starts anew. */
export type Broken = () => () => StoppingCriterion;

const sound = (change: (own: StoppingCriterion) => Partial<StoppingCriterion>): Broken => {
  return () => () => {
    const own = createSoundCriterion();
    return { ...own, ...change(own) };
  };
};

/** Changes the check before or after; one memory an instance. */
const checking = (
  make: () => (state: StoppingState, own: StoppingCriterion) => ReturnType<StoppingCriterion['check']>,
): Broken =>
  sound((own) => {
    const check = make();
    return { check: (state) => check(state, own) };
  });

const all = ({ probes }: StoppingState, met: boolean): Verdict => ({ met: probes.map(() => met) });

/** By the law's name. */
export const brokenCriteria: Readonly<Record<string, Broken>> = {
  'is a fresh one at every call of `create`': () => {
    const only = createSoundCriterion();
    return () => only;
  },

  'is named by its id and by options in plain data': sound(() => ({ options: { k: NaN } })),

  'has a scope': sound(() => ({ scope: 'target' as 'probe' })),

  'gives the same answer to the same state': checking(() => {
    let last = '';
    return (state) => {
      const repeated = JSON.stringify(state) === last;
      last = JSON.stringify(state);
      return all(state, repeated);
    };
  }),

  'keeps no memory between calls': checking(() => {
    let latest = -1;
    return (state) => {
      latest = Math.max(latest, state.step);
      return all(state, latest > 10);
    };
  }),

  'wants to be asked at the same points of every run': sound(() => {
    let asked = 0;
    return { due: () => asked++ % 2 === 0 };
  }),

  'leaves the state as it is': checking(() => (state, own) => {
    (state.eligible as number[]).reverse();
    return own.check(state);
  }),

  'is fine with one token and one probe': checking(() => (state, own) => {
    if (state.units === 1) throw new RangeError('there is no second unit');
    return own.check(state);
  }),

  'is fine where nothing may be replaced': checking(() => (state, own) => {
    if (state.eligible.length === 0) throw new RangeError('there is no first unit');
    return own.check(state);
  }),

  'gives a verdict that fits its scope': checking(() => ({ probes }) => ({ met: [true, ...probes.map(() => false)] })),

  'declares no rationale but of units that may be replaced': checking(() => (state) => ({
    ...all(state, true),
    rationale: state.targets.map(() => [0]),
  })),

  'asks the model about probes and units that there are': checking(() => ({ probes, eligible }) => ({
    tests: probes.map((_, entry) => ({ entry, keep: [0, ...eligible] })),
    decide: (answers) => ({ met: answers.map(() => false) }),
  })),
};
