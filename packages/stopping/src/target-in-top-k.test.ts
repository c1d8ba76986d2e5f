import type { Ask, StopTestAnswer } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { probeOf, stateOf } from '../test/hand-made-state.ts';
import { targetInTopK, type TargetInTopKOptions } from './target-in-top-k.ts';

const answer = (withinTopK: boolean): StopTestAnswer => ({ logProbability: -1, exact: true, withinTopK });

function ask(options: TargetInTopKOptions, state = stateOf()): Ask {
  return targetInTopK(options).check(state) as Ask;
}

describe('targetInTopK', () => {
  const probes = [probeOf(0, [0.1, 0.4, 0.1, 0.2, 0.2]), probeOf(2, [0.2, 0.2, 0.2, 0.2, 0.2])];

  it('keeps the most important units of each probe, ties to the lower one', () => {
    expect(ask({ k: 3, keepTopN: 2 }, stateOf({ probes })).tests).toEqual([
      { entry: 0, keep: [1, 3], topK: 3 },
      { entry: 1, keep: [0, 1], topK: 3 },
    ]);
  });

  it('rounds a ratio of the units up, and counts only those that may be replaced', () => {
    const kept = (keepRatio: number, eligible: number[]) =>
      ask({ k: 1, keepRatio }, stateOf({ probes, eligible })).tests[0]?.keep;
    expect(kept(0.3, [0, 1, 2, 3, 4])).toEqual([1, 3]);
    expect(kept(0.2, [0, 1, 2, 3, 4])).toEqual([1]);
    expect(kept(0.3, [0, 2, 4])).toEqual([4]);
    expect(kept(1, [0, 2, 4])).toEqual([4, 0, 2]);
  });

  it('keeps all units where there are no more than n', () => {
    const [test] = ask({ k: 3, keepTopN: 8 }, stateOf({ units: 1, probes: [probeOf(0, [1])] })).tests;
    expect(test?.keep).toEqual([0]);
  });

  it('passes each probe by its own answer', () => {
    const asked = ask({ k: 3, keepTopN: 2 }, stateOf({ probes }));
    expect(asked.decide([answer(false), answer(true)])).toEqual({ met: [false, true] });
    expect(asked.decide([{ logProbability: -1, exact: false }, answer(true)])).toEqual({ met: [false, true] });
  });

  it('is asked after every step, or every so many, and never before the first update', () => {
    const due = (every: number | undefined, step: number) =>
      targetInTopK({ k: 3, keepTopN: 2, ...(every === undefined ? {} : { every }) }).due?.({
        step,
        evaluations: 9,
        evaluationsBefore: 1,
      });
    expect([0, 1, 2, 3].map((step) => due(undefined, step))).toEqual([false, true, true, true]);
    expect([0, 1, 2, 3, 4].map((step) => due(2, step))).toEqual([false, false, true, false, true]);
  });

  it('tells its options as they were given', () => {
    expect(targetInTopK({ k: 3, keepRatio: 0.3 }).options).toEqual({ k: 3, keepRatio: 0.3 });
    expect(targetInTopK({ k: 3, keepRatio: 0.3 }).scope).toBe('probe');
  });

  it.each([
    { k: 0, keepTopN: 2 },
    { k: 1.5, keepTopN: 2 },
    { k: 3 },
    { k: 3, keepTopN: 2, keepRatio: 0.3 },
    { k: 3, keepTopN: 0 },
    { k: 3, keepRatio: 0 },
    { k: 3, keepRatio: 1.1 },
    { k: 3, keepRatio: NaN },
    { k: 3, keepTopN: 2, every: 0 },
    { k: 3, keepTopN: 2, evry: 2 },
  ])('refuses %j', (options) => {
    expect(() => targetInTopK(options as unknown as TargetInTopKOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', plugin: 'targetInTopK' }),
    );
  });
});
