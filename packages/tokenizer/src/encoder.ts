import type { Encoding, LocalTokenizer } from '@reagent/core';
import { align, type AlignableToken } from './align.ts';
import { decodeIds } from './decode-ids.ts';
import type { Library } from './library.ts';
import { prefixSpace, type PrefixSpace } from './prefix-space.ts';
import { sourceText, wellFormed } from './source-text.ts';
import type { Surroundings } from './surroundings.ts';
import type { AddedTokenJson, TokenizerJson } from './tokenizer-files.ts';
import { encodeUtf8 } from './utf8.ts';
import type { Vocabulary } from './vocabulary.ts';

const space = 0x20;

/** Makes `Tokenizer.encode`. */
export function createEncoder(json: TokenizerJson, library: Library, vocabulary: Vocabulary): LocalTokenizer['encode'] {
  const describe = describer(json, library, vocabulary);
  return (given, options = {}) => {
    const text = wellFormed(given);
    const ids = library.encodeBody(text);
    const spans = align(describe(ids), sourceText(text, library.normalise));
    const body = spans === null ? decodeIds(ids, vocabulary, false) : { text, spans };
    return options.addSpecialTokens === false ? { ...body, ids } : surround({ ...body, ids }, library);
  };
}

/** Puts start and end tokens around a text. */
export function surround(body: Encoding, { prefix, suffix }: Surroundings): Encoding {
  const end = body.text.length;
  return {
    text: body.text,
    ids: [...prefix, ...body.ids, ...suffix],
    spans: [...prefix.map(() => ({ start: 0, end: 0 })), ...body.spans, ...suffix.map(() => ({ start: end, end }))],
  };
}

/** Says of each token of a text what it may look like in it. */
function describer(
  json: TokenizerJson,
  library: Library,
  vocabulary: Vocabulary,
): (ids: readonly number[]) => readonly AlignableToken[] {
  const prefix = prefixSpace(json);
  const added = new Map(json.added_tokens.map((token) => [token.id, token]));
  const words = vocabulary.kind === 'word-piece';
  return (ids) =>
    ids.map((id, index): AlignableToken => {
      const before = added.get(ids[index - 1] ?? -1);
      const self = added.get(id);
      const bytes = vocabulary.bytes(id);
      return {
        forms:
          self !== undefined
            ? addedForms(self, library)
            : words
              ? wordForms(bytes)
              : textForms(bytes, prefix, index === 0 || before !== undefined),
        skipsSpace: words || self?.lstrip === true || before?.rstrip === true,
        takesSkipped: self?.lstrip === true,
        unknown: id === library.unknownId,
      };
    });
}

function addedForms(token: AddedTokenJson, library: Library): readonly Uint8Array[] {
  const written = encodeUtf8(token.content).bytes;
  return library.normalise === null ? [written] : [written, encodeUtf8(library.normalise(token.content)).bytes];
}

function wordForms(bytes: Uint8Array): readonly Uint8Array[] {
  return [bytes[0] === space ? bytes.subarray(1) : bytes];
}

/** What a token may look like in a text where a space may have been put before it. */
export function textForms(bytes: Uint8Array, prefix: PrefixSpace, startsSection: boolean): readonly Uint8Array[] {
  if (!startsSection || prefix === 'never' || bytes[0] !== space) return [bytes];
  const bare = bytes.subarray(1);
  return prefix === 'always' ? [bare, bytes] : [bytes, bare];
}
