export { createRandomReplacer, type RandomReplacerOptions } from './random-replacer.ts';
