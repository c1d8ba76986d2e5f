import type { Ask, StoppingCriterion } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { brokenCriteria, createSoundCriterion } from '../../test/broken-criteria.ts';
import { lawsBrokenBy } from '../laws/law.ts';
import { criterionLaws, testCriterion } from './criterion-laws.ts';
import { stoppingStates } from './stopping-states.ts';

testCriterion({ describe, it, title: 'a stop test', create: createSoundCriterion });

testCriterion({
  describe,
  it,
  title: 'a criterion of the whole run',
  create: () => ({
    id: 'firstEffectPositive',
    options: {},
    scope: 'run',
    check: ({ targets, effect, eligible }) => {
      const met = targets.every((_, target) => (effect(target).effects[eligible[0] ?? -1]?.low ?? 0) > 0);
      return met ? { met, rationale: targets.map(() => eligible.slice(0, 1)) } : { met };
    },
  }),
});

describe('the criterion suite', () => {
  it('has one broken criterion for each law', () => {
    expect(Object.keys(brokenCriteria).sort()).toEqual(criterionLaws.map(({ name }) => name).sort());
  });

  it.each(Object.entries(brokenCriteria))('catches a criterion that breaks only: %s', async (name, broken) => {
    const failed: string[] = [];
    for (const law of criterionLaws) failed.push(...(await lawsBrokenBy([law], broken(), {})));
    expect(failed).toEqual([name]);
  });

  it('ends a criterion that never stops asking', async () => {
    const again: Ask = { tests: [{ entry: 0, keep: [] }], decide: () => again };
    const create = (): StoppingCriterion => ({ ...createSoundCriterion(), check: () => again });
    expect(await lawsBrokenBy(criterionLaws, create, {})).toContain(
      'asks the model about probes and units that there are',
    );
  });

  it('shows states that differ in what criteria look at', () => {
    expect(stoppingStates.separated().effect(0).summary.withheld).toBeNull();
    const [separated, flat] = [stoppingStates.separated(), stoppingStates.flat()].map(
      (state) => state.effect(0).effects[2],
    );
    expect(separated?.low).toBeGreaterThan(1);
    expect(flat?.low).toBeLessThan(0);
    expect(stoppingStates.nothingEligible().effect(0).summary.withheld).toBe('no-rows');
  });
});
