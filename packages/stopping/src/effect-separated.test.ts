import { fitEffect, type EffectFit, type EffectRow, type Verdict } from '@reagent/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectSeparated, type EffectSeparatedOptions } from './effect-separated.ts';
import { handMadeFit, stateOf } from '../test/hand-made-state.ts';

function verdict(fit: EffectFit, options: EffectSeparatedOptions = {}): Verdict {
  const units = fit.beta.length;
  return effectSeparated(options).check(stateOf({ units, effect: () => fit })) as Verdict;
}

describe('effectSeparated', () => {
  it('declares the units that stand apart', () => {
    const fit = handMadeFit({ beta: [0.1, 9, 0, 9.5, 0.2], error: 1 });
    expect(verdict(fit)).toEqual({ met: true, rationale: [[1, 3]] });
  });

  it('declares the first of its sizes that stands apart', () => {
    const fit = handMadeFit({ beta: [0, 20, 10, 0, 0], error: 1 });
    expect(verdict(fit)).toEqual({ met: true, rationale: [[1]] });
    expect(verdict(fit, { n: [3, 2, 1] })).toEqual({ met: true, rationale: [[1, 2]] });
    expect(verdict(fit, { n: [3] })).toEqual({ met: false });
  });

  it('wants the whole interval of the last one above zero', () => {
    // The gap of 8 is large, but the second unit is at 1 ± 2.
    expect(verdict(handMadeFit({ beta: [1, 1.5, -7, -7, -7], error: 1 }))).toEqual({ met: false });
    expect(verdict(handMadeFit({ beta: [2.1, 2.2, -7, -7, -7], error: 1 }))).toEqual({
      met: true,
      rationale: [[0, 1]],
    });
  });

  it('wants a difference above z of its standard errors', () => {
    const fit = handMadeFit({ beta: [5, 1.1, 0, 0, 0], error: 1 }); // 3.9 < 2.8 · √2 = 3.96
    expect(verdict(fit)).toEqual({ met: false });
    expect(verdict(fit, { z: 2.7 })).toEqual({ met: true, rationale: [[0]] });
  });

  it('wants κ of .8', () => {
    const beta = [9, 0, 0, 0, 0];
    expect(verdict(handMadeFit({ beta, error: 0.1, kappa: 0.79 }))).toEqual({ met: false });
    expect(verdict(handMadeFit({ beta, error: 0.1, kappa: 0.8 })).met).toBe(true);
    const summary = { rows: 100, bounds: 0, kappa: 0.79, withheld: null };
    expect(verdict({ ...handMadeFit({ beta, error: 0.1 }), summary })).toEqual({ met: false });
    const inexact = handMadeFit({ beta, error: 0.1 });
    expect(verdict({ ...inexact, summary: { ...inexact.summary, withheld: 'clamped' } })).toEqual({ met: false });
  });

  it('never declares all units, nor the one of a context of one', () => {
    expect(verdict(handMadeFit({ beta: [9], error: 0.1 }))).toEqual({ met: false });
    expect(verdict(handMadeFit({ beta: [9, 8], error: 0.1 }), { n: [2] })).toEqual({ met: false });
  });

  it('passes units over about which nothing can be said, or that are protected', () => {
    const fit = handMadeFit({ beta: [null, 9, 0, 0], error: 1 });
    expect(verdict(fit)).toEqual({ met: true, rationale: [[1]] });
    const state = stateOf({ units: 4, eligible: [0, 2, 3], effect: () => fit });
    expect(effectSeparated().check(state)).toEqual({ met: false });
  });

  it('wants a set for half of the targets, or for the share that is asked for', () => {
    const clear = handMadeFit({ beta: [9, 0, 0], error: 1 });
    const unclear = handMadeFit({ beta: [1, 0, 0], error: 1 });
    const targets = [1, 2, 3].map((token) => ({ token, logProbability: -1, eligible: [0, 1, 2] }));
    const of = (fits: readonly EffectFit[], options = {}) =>
      effectSeparated(options).check(
        stateOf({ units: 3, targets: targets.slice(0, fits.length), effect: (target) => fits[target] as EffectFit }),
      );
    expect(of([clear, clear])).toEqual({ met: true, rationale: [[0], [0]] });
    expect(of([clear, unclear])).toEqual({ met: true, rationale: [[0], []] });
    expect(of([unclear, clear, unclear])).toEqual({ met: false });
    expect(of([unclear, clear, clear])).toEqual({ met: true, rationale: [[], [0], [0]] });
    expect(of([unclear])).toEqual({ met: false });
    expect(of([clear, unclear], { share: 1 })).toEqual({ met: false });
    expect(of([unclear, clear, unclear], { share: 0.2 })).toEqual({ met: true, rationale: [[], [0], []] });
    expect(effectSeparated({ share: 1 }).options).toMatchObject({ share: 1 });
    for (const share of [0, 1.1, Number.NaN]) {
      expect(() => effectSeparated({ share })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    }
  });

  it('looks after the sweep, and at the first step that reaches 50, 75, 100, … evaluations', () => {
    const due = effectSeparated().due?.bind(null);
    const looks = (steps: readonly number[]) =>
      steps.filter((evaluations, step) =>
        due?.({ step, evaluations, evaluationsBefore: step === 0 ? 0 : (steps[step - 1] as number) }),
      );
    expect(looks([21, 29, 37, 45, 53, 61, 69, 77, 85, 93, 101])).toEqual([21, 53, 77, 101]);
    expect(looks([10, 49, 50, 74, 75, 76, 99, 100])).toEqual([10, 50, 75, 100]);
    expect(looks([80, 88, 96, 104])).toEqual([80, 104]);
    expect(looks([10, 200, 201])).toEqual([10, 200]);
  });

  it('gives the same answer whatever the order of units', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 6 }), (beta) => {
        const units = beta.length;
        const forth = verdict(handMadeFit({ beta, error: 1 }));
        const back = verdict(handMadeFit({ beta: beta.toReversed(), error: 1 }));
        expect(back.met).toBe(forth.met);
        const mirrored = forth.rationale?.[0]?.map((unit) => units - 1 - unit).toReversed();
        expect(back.rationale?.[0]).toEqual(mirrored);
      }),
    );
  });

  it.each([{ z: -1 }, { z: NaN }, { z: '3' }, { n: [] }, { n: 2 }, { n: [0] }, { n: [1.5] }, { zed: 1 }])(
    'refuses %j',
    (options) => {
      expect(() => effectSeparated(options as unknown as EffectSeparatedOptions)).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION', plugin: 'effectSeparated' }),
      );
    },
  );
});

describe('effectSeparated on real fits', () => {
  /** Rows of a sweep and of masks, of a response that is a sum of effects and a small pattern that no unit explains. */
  function rows(effects: readonly number[], masks: number): EffectRow[] {
    const units = effects.length;
    const sweep = effects.map((_, swept) => Uint8Array.from(effects, (_, unit) => (unit === swept ? 1 : 0)));
    const updates = Array.from({ length: masks }, (_, index) =>
      Uint8Array.from({ length: units }, (_, unit) => ((index * 7 + unit * 5 + ((index * unit) % 3)) % 10 < 3 ? 1 : 0)),
    );
    const row =
      (source: EffectRow['source']) =>
      (mask: Uint8Array, index: number): EffectRow => {
        const sum = effects.reduce((total, effect, unit) => total + effect * (mask[unit] as number), 0);
        return { source, mask, response: sum + ((index * 37) % 11) / 11 - 0.5, bound: false, clamped: false };
      };
    return [...sweep.map(row('sweep')), ...updates.map(row('update'))];
  }

  function fitted(effects: readonly number[], masks: number): EffectFit {
    const eligible = effects.map((_, unit) => unit);
    return fitEffect({ rows: rows(effects, masks), units: effects.length, eligible });
  }

  it('finds two strong units once there are rows enough', () => {
    const effects = [0, 6, 0, 0, 5, 0.5, 0, 0];
    expect(verdict(fitted(effects, 80))).toEqual({ met: true, rationale: [[1, 4]] });
  });

  it('says nothing of units that are all alike', () => {
    expect(verdict(fitted([1, 1, 1, 1, 1, 1, 1, 1], 80))).toEqual({ met: false });
  });

  it('says nothing of a single unit', () => {
    expect(verdict(fitted([5], 20))).toEqual({ met: false });
  });
});
