import { byteOfCharacter } from './byte-level-alphabet.ts';
import { invalid, partsOf, type TokenizerJson } from './tokenizer-files.ts';
import { encodeUtf8 } from './utf8.ts';

/** How a vocabulary writes text. */
export type VocabularyKind = 'byte-level' | 'sentence-piece' | 'word-piece';

/** Which kind a `tokenizer.json` is of. */
export function vocabularyKind(json: TokenizerJson): VocabularyKind {
  const parts = [...partsOf(json.decoder), ...partsOf(json.pre_tokenizer), ...partsOf(json.normalizer)];
  const types = new Set(parts.map((part) => part['type']));
  if (types.has('ByteLevel')) return 'byte-level';
  if (json.model.type === 'WordPiece') return 'word-piece';
  if (types.has('Metaspace') || types.has('ByteFallback') || json.model.type === 'Unigram') return 'sentence-piece';
  throw invalid(`tokenizers of this kind are not known (model "${String(json.model.type)}")`);
}

/** The bytes that a token of the vocabulary stands for, by its string there. */
export function bytesOfToken(kind: VocabularyKind, token: string, subwordPrefix: string): Uint8Array {
  if (kind === 'byte-level') return byteLevelBytes(token);
  if (kind === 'sentence-piece') return sentencePieceBytes(token);
  // A word piece begins a word unless it says that it continues one: the space is what a text shows of that.
  return encodeUtf8(token.startsWith(subwordPrefix) ? token.slice(subwordPrefix.length) : ` ${token}`).bytes;
}

function byteLevelBytes(token: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of token) {
    const byte = byteOfCharacter.get(character);
    if (byte === undefined) bytes.push(...encodeUtf8(character).bytes);
    else bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

const byteToken = /^<0x([0-9A-Fa-f]{2})>$/;

function sentencePieceBytes(token: string): Uint8Array {
  const byte = byteToken.exec(token)?.[1];
  if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
  return encodeUtf8(token.replaceAll('\u2581', ' ')).bytes;
}
