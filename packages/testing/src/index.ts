export type { Delay } from './toy/interrupt.ts';
export { createToyBackend, type ToyBackend, type ToyCall } from './toy/toy-backend.ts';
export type { ToyBackendOptions } from './toy/toy-backend-options.ts';
export {
  toyLogits,
  type ToyBonus,
  type ToyCue,
  type ToyLanguageModel,
  type ToyPair,
} from './toy/toy-language-model.ts';
export {
  createToyMaskedModel,
  type ToyMaskedModel,
  type ToyMaskedModelOptions,
  type ToyProposeCall,
} from './toy/toy-masked-model.ts';
export { createToyTokenizer, type ToyTokenizerOptions } from './toy/toy-tokenizer.ts';
export { toyModel, toySpecialTokens, toyWords } from './toy/toy-vocabulary.ts';
export { backendLawContext, backendLaws, testBackend, type TestBackendOptions } from './backend/backend-laws.ts';
export type { BackendLaw, BackendLawContext } from './backend/backend-law.ts';
export { lawsBrokenBy, type Create, type Law, type SharingTestRunner, type TestRunner } from './laws/law.ts';
export { replacerLawContext, replacerLaws, testReplacer, type TestReplacerOptions } from './replacer/replacer-laws.ts';
export type { ReplacerLaw, ReplacerLawContext } from './replacer/replacer-law.ts';
export { criterionLaws, testCriterion, type TestCriterionOptions } from './criterion/criterion-laws.ts';
export type { CriterionLaw, CriterionLawContext } from './criterion/criterion-law.ts';
export {
  maskedModelLawContext,
  maskedModelLaws,
  testMaskedModel,
  type TestMaskedModelOptions,
} from './masked-model/masked-model-laws.ts';
export type { MaskedModelLaw, MaskedModelLawContext } from './masked-model/masked-model-law.ts';
