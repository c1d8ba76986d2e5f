import type { EffectFit } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { stableTopN, type StableTopNOptions } from './stable-top-n.ts';
import { handMadeFit, stateOf } from '../test/hand-made-state.ts';

const error = 1;
const settled = handMadeFit({ beta: [1, 9, 0, 7], error });
const exchanged = handMadeFit({ beta: [1, 7, 0, 9], error });
const other = handMadeFit({ beta: [8, 9, 0, 7], error });

/** The check at 100 rows, of a run whose fit at so many rows is what `at` says. */
function check(options: StableTopNOptions, at: (rows: number) => EffectFit, rows = 100) {
  const asked: number[] = [];
  const effect = (_: number, upTo: number = rows) => {
    asked.push(upTo);
    return at(upTo);
  };
  return { verdict: stableTopN(options).check(stateOf({ units: 4, rows, effect })), asked };
}

describe('stableTopN', () => {
  it('is met when the set was the same at all points of the window', () => {
    const { verdict, asked } = check({ n: 2, window: 40 }, (rows) => (rows < 100 ? exchanged : settled));
    expect(verdict).toEqual({ met: true, rationale: [[1, 3]] });
    expect(asked.toSorted((a, b) => a - b)).toEqual([60, 80, 100]);
  });

  it.each([
    ['at the start of the window', 60],
    ['half-way', 80],
    ['now', 100],
  ])('is not met when the set was another %s', (_, different) => {
    expect(check({ n: 2, window: 40 }, (rows) => (rows === different ? other : settled)).verdict).toEqual({
      met: false,
    });
  });

  it('is not met before the run is longer than the window', () => {
    expect(check({ n: 2, window: 100 }, () => settled).verdict).toEqual({ met: false });
    expect(check({ n: 2 }, () => settled, 50).verdict).toEqual({ met: false });
    expect(check({ n: 2 }, () => settled, 51).verdict).toMatchObject({ met: true });
  });

  it('is not met while less than n effects can be told', () => {
    const early = handMadeFit({ beta: [null, 9, null, null], error });
    expect(check({ n: 2, window: 40 }, (rows) => (rows === 60 ? early : settled)).verdict).toEqual({ met: false });
    expect(check({ n: 2, window: 40 }, () => early).verdict).toEqual({ met: false });
    const nothing = handMadeFit({ beta: [null, null, null, null], error });
    expect(check({ n: 2, window: 40 }, () => nothing).verdict).toEqual({ met: false });
  });

  it('takes the lower unit of two with the same effect', () => {
    const tie = handMadeFit({ beta: [1, 5, 5, 5], error });
    expect(check({ n: 2, window: 40 }, () => tie).verdict).toEqual({ met: true, rationale: [[1, 2]] });
  });

  it('takes all units where there are less than n', () => {
    const one = handMadeFit({ beta: [3], error });
    expect(stableTopN({ n: 3 }).check(stateOf({ units: 1, effect: () => one }))).toEqual({
      met: true,
      rationale: [[0]],
    });
  });

  it.each([{}, { n: 0 }, { n: 1, window: 0 }, { n: 1, windows: 5 }])('refuses %j', (options) => {
    expect(() => stableTopN(options as StableTopNOptions)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});
