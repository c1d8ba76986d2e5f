export { allOf } from './all-of.ts';
export { anyOf } from './any-of.ts';
export type { Combinable } from './combine.ts';
export { criterionOf, type NamedCriterion } from './criterion-of.ts';
export { effectSeparated, type EffectSeparatedOptions } from './effect-separated.ts';
export { separable, separationZ, type SeparationFit } from './separation.ts';
export { stableTopN, type StableTopNOptions } from './stable-top-n.ts';
export { targetInTopK, type TargetInTopKOptions } from './target-in-top-k.ts';
