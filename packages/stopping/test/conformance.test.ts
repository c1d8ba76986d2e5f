import { presets, type PresetName } from '@reagent/core';
import { testCriterion } from '@reagent/testing';
import { describe, it } from 'vitest';
import { allOf, anyOf, criterionOf, effectSeparated, stableTopN, targetInTopK } from '../src/index.ts';

testCriterion({ describe, it, title: 'targetInTopK, a number', create: () => targetInTopK({ k: 3, keepTopN: 2 }) });
testCriterion({
  describe,
  it,
  title: 'targetInTopK, a share',
  create: () => targetInTopK({ k: 3, keepRatio: 0.3, every: 2 }),
});
testCriterion({ describe, it, title: 'effectSeparated', create: () => effectSeparated() });
testCriterion({ describe, it, title: 'effectSeparated, easily', create: () => effectSeparated({ z: 0, n: [3, 1] }) });
testCriterion({ describe, it, title: 'stableTopN', create: () => stableTopN({ n: 1, window: 8 }) });
testCriterion({
  describe,
  it,
  title: 'anyOf',
  create: () => anyOf(effectSeparated(), stableTopN({ n: 2, window: 4 }), targetInTopK({ k: 3, keepTopN: 2 })),
});
testCriterion({
  describe,
  it,
  title: 'allOf',
  create: () =>
    allOf(
      effectSeparated({ z: 1 }),
      anyOf(targetInTopK({ k: 3, keepTopN: 2 }), () => false),
    ),
});
testCriterion({ describe, it, title: 'allOf of runs', create: () => allOf(effectSeparated(), stableTopN({ n: 1 })) });
for (const name of Object.keys(presets) as PresetName[]) {
  testCriterion({ describe, it, title: `of the preset ${name}`, create: () => criterionOf(name) });
}
