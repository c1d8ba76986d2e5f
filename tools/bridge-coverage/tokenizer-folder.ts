import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalTokenizer } from '@reagent/core';
import { createTokenizer } from '@reagent/tokenizer';

/** The tokenizer of a model's folder. */
export function tokenizerOf(folder: string): LocalTokenizer {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return createTokenizer({
    tokenizerJson: read('tokenizer.json'),
    tokenizerConfig: read('tokenizer_config.json'),
  });
}
