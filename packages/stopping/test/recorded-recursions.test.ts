import { readFileSync } from 'node:fs';
import type { Ask } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { targetInTopK, type TargetInTopKOptions } from '../src/target-in-top-k.ts';
import { probeOf, stateOf } from './hand-made-state.ts';

/** The parts of a recorded recursion that a stop test has to do with; [step] and, in lists, [probe]. */
interface Recorded {
  readonly options: { readonly topK: number; readonly keepTopN: number; readonly keepRatio: number };
  readonly inputs: { readonly contextIds: readonly number[] };
  readonly steps: readonly {
    readonly importances: readonly (readonly number[])[];
    readonly keptPositions: readonly (readonly number[])[];
    readonly targetRank: readonly number[];
    readonly hit: readonly boolean[];
  }[];
}

function recorded(name: string): Recorded {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as Recorded;
}

// Made by an independent implementation in Python and checked against inseq's own code.
describe.each(['01-normal', '05-ratio-keep', '08-t-le-n'])('targetInTopK on the recorded recursion %s', (name) => {
  const { options, inputs, steps } = recorded(name);
  const { topK: k, keepTopN, keepRatio } = options;
  const criterion = targetInTopK((keepTopN > 0 ? { k, keepTopN } : { k, keepRatio }) satisfies TargetInTopKOptions);

  it.each(steps.map((step, index) => ({ step, number: index + 1 })))('step $number', ({ step }) => {
    const probes = step.importances.map((importance, probe) => probeOf(probe, importance));
    const ask = criterion.check(stateOf({ units: inputs.contextIds.length, probes })) as Ask;
    expect(ask.tests.map(({ keep }) => keep.toSorted((a, b) => a - b))).toEqual(step.keptPositions);
    const answers = step.targetRank.map((rank) => {
      return { logProbability: -1, exact: true, withinTopK: rank < (ask.tests[0]?.topK ?? 0) };
    });
    expect(ask.decide(answers)).toEqual({ met: step.hit });
  });
});
