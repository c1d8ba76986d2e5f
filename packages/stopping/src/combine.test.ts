import type { Ask, Progress, StoppingCriterion, StopTestAnswer, Verdict } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { allOf, anyOf, targetInTopK } from './index.ts';
import { probeOf, stateOf } from '../test/hand-made-state.ts';

const state = stateOf({ units: 2, probes: [probeOf(0, [0.6, 0.4]), probeOf(1, [0.3, 0.7])] });
const passed: StopTestAnswer = { logProbability: -1, exact: true, withinTopK: true };
const failed: StopTestAnswer = { logProbability: -1, exact: true, withinTopK: false };

function run(id: string, met: boolean, rationale?: readonly (readonly number[])[]): StoppingCriterion {
  return { id, options: {}, scope: 'run', check: () => (rationale === undefined ? { met } : { met, rationale }) };
}

function probes(id: string, met: readonly boolean[]): StoppingCriterion {
  return { id, options: {}, scope: 'probe', check: () => ({ met }) };
}

const never = (): never => {
  throw new Error('asked');
};

describe('verdicts', () => {
  it.each([
    [true, true, true, true],
    [true, false, true, false],
    [false, false, false, false],
  ])('of runs %s and %s: any %s, all %s', (first, second, any, all) => {
    const members = [run('a', first), run('b', second)];
    expect(anyOf(...members).check(state)).toEqual({ met: any });
    expect(allOf(...members).check(state)).toEqual({ met: all });
    expect(anyOf(...members).scope).toBe('run');
  });

  it('of probes are combined entry by entry', () => {
    const members = [probes('a', [true, false]), probes('b', [true, true])];
    expect(anyOf(...members).check(state)).toEqual({ met: [true, true] });
    expect(allOf(...members).check(state)).toEqual({ met: [true, false] });
    expect(allOf(...members).scope).toBe('probe');
  });

  it('of a run hold for every probe', () => {
    const own = probes('own', [true, false]);
    expect(anyOf(run('r', false), own)).toMatchObject({ scope: 'probe' });
    expect(anyOf(run('r', false), own).check(state)).toEqual({ met: [true, false] });
    expect(anyOf(run('r', true), own).check(state)).toEqual({ met: [true, true] });
    expect(allOf(run('r', true), own).check(state)).toEqual({ met: [true, false] });
    expect(allOf(run('r', false), own).check(state)).toEqual({ met: [false, false] });
  });

  it('carry the rationale of the first member that is met', () => {
    const members = [run('a', false, [[0]]), run('b', true), run('c', true, [[1]]), run('d', true, [[0, 1]])];
    expect(anyOf(...members).check(state)).toEqual({ met: true, rationale: [[1]] });
    expect(allOf(...members).check(state)).toEqual({ met: false });
    expect(allOf(...members.slice(1)).check(state)).toEqual({ met: true, rationale: [[1]] });
    expect(anyOf(run('a', false, [[0]]), probes('p', [true, false])).check(state)).toEqual({ met: [true, false] });
  });

  it('of functions count as those of a run', () => {
    const yes = () => true;
    const criterion = anyOf(yes, () => ({ met: false }));
    expect(criterion.scope).toBe('run');
    expect(criterion.check(state)).toEqual({ met: true });
    expect(criterion.options).toEqual({
      of: [
        { id: 'yes', options: {} },
        { id: 'function', options: {} },
      ],
    });
  });

  it('of the wrong shape are refused by the name of the member', () => {
    const list: StoppingCriterion = { ...run('list', true), check: () => ({ met: [true, true] }) };
    const short = probes('short', [true]);
    for (const member of [list, short]) {
      for (const combine of [anyOf, allOf]) {
        expect(() => combine(member, run('b', false)).check(state)).toThrow(
          expect.objectContaining({ code: 'PLUGIN_BROKE_RULE', plugin: member.id }),
        );
      }
    }
  });
});

describe('stop tests', () => {
  const first = targetInTopK({ k: 3, keepTopN: 1 });
  const second = targetInTopK({ k: 5, keepTopN: 2 });

  it('are asked together, and each member gets its own answers', () => {
    const ask = anyOf(first, second).check(state) as Ask;
    expect(ask.tests.map(({ entry, topK }) => [entry, topK])).toEqual([
      [0, 3],
      [1, 3],
      [0, 5],
      [1, 5],
    ]);
    expect(ask.decide([passed, failed, failed, failed])).toEqual({ met: [true, false] });
    expect((allOf(first, second).check(state) as Ask).decide([passed, passed, failed, passed])).toEqual({
      met: [false, true],
    });
  });

  it('may be followed by others', () => {
    const twice: StoppingCriterion = {
      ...first,
      check: () => ({ tests: [{ entry: 0, keep: [] }], decide: () => first.check(state) }),
    };
    const again = (anyOf(twice, second).check(state) as Ask).decide([passed, failed, failed]) as Ask;
    expect(again.tests.map(({ topK }) => topK)).toEqual([3, 3]);
    expect(again.decide([failed, passed])).toEqual({ met: [false, true] });
  });

  it('are not asked where the outcome is settled', () => {
    expect(anyOf(run('r', true), first).check(state)).toEqual({ met: [true, true] });
    expect(allOf(run('r', false), first).check(state)).toEqual({ met: [false, false] });
    expect((anyOf(run('r', false), first).check(state) as Ask).tests).toHaveLength(2);
    expect((allOf(run('r', true), first).check(state) as Ask).tests).toHaveLength(2);
  });
});

describe('when they are asked', () => {
  const at = (step: number): Progress => ({ step, evaluations: 8 * step, evaluationsBefore: 8 * (step - 1) });
  const even: StoppingCriterion = { ...run('even', true), due: ({ step }) => step % 2 === 0 };
  const third: StoppingCriterion = { ...run('third', true), due: ({ step }) => step % 3 === 0 };

  it('is whenever a member wants to be', () => {
    for (const criterion of [anyOf(even, third), allOf(even, third)]) {
      expect([1, 2, 3, 4, 5, 6].filter((step) => criterion.due?.(at(step)))).toEqual([2, 3, 4, 6]);
    }
  });

  it('asks only those that want to be, for any of them', () => {
    const criterion = anyOf({ ...even, check: never }, run('always', false));
    expect(criterion.check({ ...state, ...at(1) })).toEqual({ met: false });
    expect(() => criterion.check({ ...state, ...at(2) })).toThrow('asked');
  });

  it('asks all, for all of them: they would never meet otherwise', () => {
    expect(allOf(even, third).check({ ...state, ...at(2) })).toEqual({ met: true });
  });
});

it('refuses a combination of nothing', () => {
  expect(() => anyOf()).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  expect(() => allOf()).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
});

it('is fine with no probe running', () => {
  const verdict = anyOf(targetInTopK({ k: 1, keepTopN: 1 }), run('r', false)).check(stateOf()) as Verdict | Ask;
  const met = 'tests' in verdict ? verdict.decide([]) : verdict;
  expect(met).toEqual({ met: [] });
});
