export { createTokenizer, type TokenizerOptions } from './create-tokenizer.ts';
