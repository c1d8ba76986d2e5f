import { ReagentError } from '@reagent/core';

/** What is read of a `tokenizer.json`. */
export interface TokenizerJson {
  readonly model: {
    readonly type?: string;
    readonly continuing_subword_prefix?: string | null;
    readonly unk_token?: string | null;
    readonly unk_id?: number | null;
  };
  readonly added_tokens: readonly AddedTokenJson[];
  readonly normalizer: unknown;
  readonly pre_tokenizer: unknown;
  readonly decoder: unknown;
}

export interface AddedTokenJson {
  readonly id: number;
  readonly content: string;
  readonly special?: boolean;
  readonly lstrip?: boolean;
  readonly rstrip?: boolean;
}

/** What is read of a `tokenizer_config.json`. */
export type TokenizerConfig = Readonly<Record<string, unknown>>;

/** Checks the outline of a `tokenizer.json`; its parts are checked by the library that runs them. */
export function readTokenizerJson(value: unknown): TokenizerJson {
  if (!isRecord(value)) throw invalid('tokenizer.json is not an object');
  if (!isRecord(value['model'])) throw invalid('tokenizer.json has no "model"');
  const added = value['added_tokens'] ?? [];
  if (!Array.isArray(added) || !added.every(isAddedToken)) {
    throw invalid('"added_tokens" of tokenizer.json must be a list of { id, content }');
  }
  const parts = { added_tokens: added, normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };
  return { ...parts, ...value } as unknown as TokenizerJson;
}

/** Checks the outline of a `tokenizer_config.json`; absent: an empty one. */
export function readTokenizerConfig(value: unknown): TokenizerConfig {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw invalid('tokenizer_config.json is not an object');
  return value;
}

/** The `type` of every part of a normaliser, pre-tokenizer or decoder, with its settings; sequences are unrolled. */
export function partsOf(part: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!isRecord(part)) return [];
  if (part['type'] !== 'Sequence') return [part];
  const inner = part['normalizers'] ?? part['pretokenizers'] ?? part['decoders'];
  return Array.isArray(inner) ? inner.flatMap(partsOf) : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function invalid(message: string, cause?: unknown): ReagentError {
  return new ReagentError('MODEL_INVALID', `${message}: get the tokenizer's files again, or another model`, { cause });
}

function isAddedToken(value: unknown): boolean {
  return isRecord(value) && Number.isSafeInteger(value['id']) && typeof value['content'] === 'string';
}
