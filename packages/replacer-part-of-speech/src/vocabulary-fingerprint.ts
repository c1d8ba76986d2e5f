import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Tokenizer } from '@reagent/core';

/** The same for vocabularies of the same tokens in the same order. */
export function vocabularyFingerprint(tokenizer: Tokenizer): string {
  const hash = sha256.create();
  const unused = new Set(tokenizer.unusedIds);
  for (let id = 0; id < tokenizer.vocabularySize; id++) {
    // JSON keeps tokens apart whatever they hold.
    hash.update(utf8ToBytes(`${JSON.stringify(unused.has(id) ? null : tokenizer.decode([id]))}\n`));
  }
  return `sha256:${bytesToHex(hash.digest())}`;
}
