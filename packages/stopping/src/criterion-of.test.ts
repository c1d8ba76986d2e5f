import { presets, type PresetName } from '@reagent/core';
import { describe, expect, it } from 'vitest';
import { criterionOf, type NamedCriterion } from './criterion-of.ts';
import { allOf, anyOf, effectSeparated, stableTopN, targetInTopK } from './index.ts';

describe('criterionOf', () => {
  it.each(Object.keys(presets) as PresetName[])('makes the criterion of the preset %s', (name) => {
    const { stopping } = presets[name];
    const criterion = criterionOf(name);
    expect(criterion.id).toBe(stopping.id);
    expect(criterion.options).toMatchObject(stopping.options);
    expect(criterionOf(presets[name]).options).toEqual(criterion.options);
  });

  it.each([
    targetInTopK({ k: 2, keepRatio: 0.5, every: 3 }),
    effectSeparated({ z: 3, n: [2] }),
    stableTopN({ n: 2 }),
    anyOf(effectSeparated(), allOf(stableTopN({ n: 1 }), targetInTopK({ k: 1, keepTopN: 1 }))),
  ])('makes $id again from what it says of itself', (criterion) => {
    const named = JSON.parse(JSON.stringify({ id: criterion.id, options: criterion.options })) as NamedCriterion;
    const again = criterionOf(named);
    expect(again).toMatchObject({ id: criterion.id, options: criterion.options, scope: criterion.scope });
  });

  it.each([
    { id: 'unknown', options: {} },
    { id: 'toString', options: {} },
    { id: 'targetInTopK', options: { k: 3 } },
    { id: 'effectSeparated', options: { n: 'all' } },
    { id: 'anyOf', options: {} },
    { id: 'allOf', options: { of: [{ id: 'unknown', options: {} }] } },
    'nothing' as PresetName,
  ])('refuses %j', (named) => {
    expect(() => criterionOf(named as unknown as NamedCriterion)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });
});
