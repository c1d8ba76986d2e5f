import { ReagentError } from '@reagent/core';
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { surroundings, type Surroundings } from './surroundings.ts';
import { invalid, partsOf, type TokenizerConfig, type TokenizerJson } from './tokenizer-files.ts';

/** The tokenizer library, reduced to what is needed of it. */
export interface Library {
  /** Size of the id space. */
  readonly size: number;
  /** Whether a special token's text in a text is that token. */
  readonly recognisesSpecialTokens: boolean;
  /** Special tokens that the model expects before and after a text. */
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
  /** The id that stands for what the vocabulary does not have. */
  readonly unknownId: number | undefined;
  /** The tokens of a text, without start and end tokens. */
  encodeBody(text: string): readonly number[];
  tokenOf(id: number): string | undefined;
  idOf(token: string): number | undefined;
  /** The normaliser, without spaces put before the text; null if it leaves every text as it is. */
  readonly normalise: ((text: string) => string) | null;
}

interface LibraryOptions {
  readonly vocabularySize?: number;
  readonly specialTokensInText?: 'recognise' | 'text';
}

export function openLibrary(json: TokenizerJson, config: TokenizerConfig, options: LibraryOptions): Library {
  const whole = load(json, config);
  const recognisesSpecialTokens = readsSpecialTokens(config, options);
  const body = recognisesSpecialTokens ? whole : load(withoutSpecialTokens(json), config);
  const { prefix, suffix } = surroundingsOf(whole);
  return {
    size: idSpace(whole, options.vocabularySize),
    recognisesSpecialTokens,
    prefix,
    suffix,
    unknownId: unknownId(json, whole),
    // The library gives undefined where there is neither a token nor an unknown token; such text has no token.
    encodeBody: (text) => idsOf(body, text, false).filter((id) => id !== undefined),
    tokenOf: (id) => whole.id_to_token(id),
    idOf: (token) => whole.token_to_id(token),
    normalise: normaliser(json),
  };
}

function load(json: TokenizerJson, config: TokenizerConfig): LibraryTokenizer {
  try {
    return new LibraryTokenizer(json, config);
  } catch (cause) {
    throw invalid(`tokenizer.json cannot be read (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
}

function readsSpecialTokens(config: TokenizerConfig, options: LibraryOptions): boolean {
  const wish = options.specialTokensInText ?? (config['split_special_tokens'] === true ? 'text' : 'recognise');
  if (wish !== 'recognise' && wish !== 'text') {
    throw new ReagentError(
      'INVALID_OPTION',
      `specialTokensInText must be "recognise" or "text", not "${String(wish)}"`,
    );
  }
  return wish === 'recognise';
}

function withoutSpecialTokens(json: TokenizerJson): TokenizerJson {
  if (json.model.type === 'Unigram') {
    // Its lattice would find the special tokens in the text all the same.
    throw new ReagentError('UNSUPPORTED', 'specialTokensInText: "text" is not possible with a unigram model');
  }
  return { ...json, added_tokens: json.added_tokens.filter((token) => token.special !== true) };
}

/** What the post-processor puts around a text, found by looking: its kinds are many. */
function surroundingsOf(library: LibraryTokenizer): Surroundings {
  const found = surroundings(idsOf(library, 'a', false), idsOf(library, 'a', true));
  if (found !== null) return found;
  throw invalid('the post-processor of tokenizer.json does more than put tokens around a text');
}

function idsOf(library: LibraryTokenizer, text: string, addSpecialTokens: boolean): readonly number[] {
  return library.encode(text, { add_special_tokens: addSpecialTokens }).ids as number[];
}

/** Named by its text, or in unigram models by its id. */
function unknownId({ model }: TokenizerJson, library: LibraryTokenizer): number | undefined {
  if (typeof model.unk_token === 'string') return library.token_to_id(model.unk_token);
  return model.unk_id ?? undefined;
}

function idSpace(library: LibraryTokenizer, size: number | undefined): number {
  if (size === undefined) {
    let largest = -1;
    for (const id of library.get_vocab().values()) largest = Math.max(largest, id);
    return largest + 1;
  }
  if (Number.isSafeInteger(size) && size > 0) return size;
  throw new ReagentError('INVALID_OPTION', `vocabularySize must be a whole number above 0, not ${size}`);
}

function normaliser(json: TokenizerJson): ((text: string) => string) | null {
  const parts = partsOf(json.normalizer).filter((part) => part['type'] !== 'Prepend' && part['type'] !== 'Strip');
  if (parts.length === 0) return null;
  const model = { type: 'BPE', vocab: {}, merges: [] };
  const rest = { added_tokens: [], pre_tokenizer: null, post_processor: null, decoder: null };
  const { normalizer } = load(
    { ...rest, model, normalizer: { type: 'Sequence', normalizers: parts } } as TokenizerJson,
    {},
  );
  // The space mark of SentencePiece is a space for all that follows.
  return normalizer === null ? null : (text) => normalizer.normalize(text).replaceAll('\u2581', ' ');
}
