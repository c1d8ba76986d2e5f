import { partsOf, type TokenizerJson } from './tokenizer-files.ts';

/**
 * Whether a tokenizer puts a space before a text (and after an added token): `always`, `unless-space` where one is
 * there already, or `never`.
 */
export type PrefixSpace = 'always' | 'unless-space' | 'never';

export function prefixSpace(json: TokenizerJson): PrefixSpace {
  if (partsOf(json.normalizer).some((part) => part['type'] === 'Prepend')) return 'always';
  const unlessSpace = partsOf(json.pre_tokenizer).some(
    (part) =>
      (part['type'] === 'ByteLevel' && part['add_prefix_space'] === true) ||
      (part['type'] === 'Metaspace' && part['prepend_scheme'] !== 'never'),
  );
  return unlessSpace ? 'unless-space' : 'never';
}

/** Whether decoding takes that space away again. */
export function dropsFirstSpace(json: TokenizerJson, kind: string): boolean {
  if (kind === 'word-piece') return true; // every word has one, see bytesOfToken
  return partsOf(json.decoder).some(
    (part) =>
      (part['type'] === 'Strip' && part['content'] === ' ' && Number(part['start']) > 0) ||
      (part['type'] === 'Metaspace' && part['prepend_scheme'] !== 'never'),
  );
}
