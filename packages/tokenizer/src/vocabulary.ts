import { ReagentError } from '@reagent/core';
import { bytesOfToken, type VocabularyKind } from './token-bytes.ts';
import type { TokenizerJson } from './tokenizer-files.ts';
import { encodeUtf8 } from './utf8.ts';

/** The tokens by id, as bytes. */
export interface Vocabulary {
  readonly size: number;
  readonly kind: VocabularyKind;
  /** Ids below `size` with no token behind them, ascending. */
  readonly unusedIds: readonly number[];
  /** Added tokens stand for their text as it is written. */
  isAdded(id: number): boolean;
  /** None for an id with no token. Throws `INVALID_INPUT` for an id outside the vocabulary. */
  bytes(id: number): Uint8Array;
}

export function createVocabulary(
  json: TokenizerJson,
  kind: VocabularyKind,
  size: number,
  tokenOf: (id: number) => string | undefined,
): Vocabulary {
  const added = new Map(json.added_tokens.map((token) => [token.id, token.content]));
  const prefix = json.model.continuing_subword_prefix ?? '##';
  const cache = new Map<number, Uint8Array>();
  const unusedIds: number[] = [];
  for (let id = 0; id < size; id++) if (tokenOf(id) === undefined) unusedIds.push(id);
  return {
    size,
    kind,
    unusedIds,
    isAdded: (id) => added.has(id),
    bytes(id) {
      const known = cache.get(id);
      if (known !== undefined) return known;
      if (!Number.isSafeInteger(id) || id < 0 || id >= size) {
        throw new ReagentError('INVALID_INPUT', `token id ${id} is outside the vocabulary (0 … ${size - 1})`);
      }
      const content = added.get(id);
      const token = tokenOf(id);
      const bytes =
        content !== undefined
          ? encodeUtf8(kind === 'word-piece' ? ` ${content}` : content).bytes
          : token === undefined
            ? new Uint8Array()
            : bytesOfToken(kind, token, prefix);
      cache.set(id, bytes);
      return bytes;
    },
  };
}
