export { createTokenizer, type TokenizerOptions } from './create-tokenizer.ts';
export { createPiecesTokenizer, type PiecesTokenizerOptions } from './pieces-tokenizer.ts';
export { surroundings, type Surroundings } from './surroundings.ts';
