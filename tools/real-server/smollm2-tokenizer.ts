import { readFileSync } from 'node:fs';
import type { TokenizerOptions } from '@reagent/tokenizer';

export const smollm2 = new URL('../../models/SmolLM2-135M-Instruct/', import.meta.url);

/** The tokenizer that goes with the model. */
export function smollm2Tokenizer(): TokenizerOptions {
  const file = (name: string): unknown => JSON.parse(readFileSync(new URL(name, smollm2), 'utf8'));
  return { tokenizerJson: file('tokenizer.json'), tokenizerConfig: file('tokenizer_config.json') };
}
