export { compareVocabularies, type VocabularyComparison } from './compare-vocabularies.ts';
export { createRobertaReplacer } from './roberta-replacer.ts';
export type { RobertaReplacerOptions, RobertaStrategy } from './roberta-options.ts';
