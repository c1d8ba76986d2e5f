export { createPartOfSpeechReplacer } from './part-of-speech-replacer.ts';
export type { PartOfSpeechReplacerOptions } from './part-of-speech-options.ts';
export type { PartOfSpeechTable } from './part-of-speech-table.ts';
export { tagVocabulary } from './tag-vocabulary.ts';
