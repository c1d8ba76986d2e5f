import type { LocalTokenizer } from '@reagent/core';
import { decodeIds } from './decode-ids.ts';
import { findChatTemplate } from './chat/chat-template.ts';
import { createMessageRenderer } from './chat/render-messages.ts';
import { createEncoder } from './encoder.ts';
import { openLibrary } from './library.ts';
import { dropsFirstSpace } from './prefix-space.ts';
import { findSpecialTokens } from './special-tokens.ts';
import { vocabularyKind } from './token-bytes.ts';
import { readTokenizerConfig, readTokenizerJson } from './tokenizer-files.ts';
import { createVocabulary } from './vocabulary.ts';

export interface TokenizerOptions {
  /** Parsed `tokenizer.json`. */
  readonly tokenizerJson: unknown;
  /** Parsed `tokenizer_config.json`, if there is one. */
  readonly tokenizerConfig?: unknown;
  /** Size of the model's id space, where it differs from the tokenizer's. Default: the tokenizer's largest id + 1. */
  readonly vocabularySize?: number;
  /**
   * What becomes of a special token's text (`<s>`) in a text: `recognise` makes the special token of it, as Hugging
   * Face's libraries do and prompts with a chat template need; `text` reads it like any other text, for texts of
   * strangers. Default: `recognise`, or what `split_special_tokens` in `tokenizer_config.json` says.
   */
  readonly specialTokensInText?: 'recognise' | 'text';
  /** The text of `chat_template.jinja`, where there is one. Default: `chat_template` of `tokenizer_config.json`. */
  readonly chatTemplate?: string;
}

/**
 * A tokenizer from the files of a model's folder. It knows byte-level vocabularies (GPT-2, RoBERTa, OPT, GPT-NeoX,
 * Llama 3, Qwen, …) and those in the manner of SentencePiece (Llama 2, Gemma, …) exactly; of word pieces (BERT) it
 * knows what their lossy form allows.
 *
 * - Spans are in UTF-16 code units and hold what the token holds, the space before a word included. Tokens that share
 *   a character share its span.
 * - `encode(text).text` is the text that the spans refer to: the text as given, with U+FFFD for half a surrogate pair.
 *   Where a tokenizer changes the text (composes accents, lowers case) a span still shows the part of the given text
 *   that the token comes from. If that part cannot be told, the text that the tokens make takes the given one's place,
 *   so that text and tokens agree in every case.
 * - Start and end tokens that `encode` puts around a text have empty spans; in `spans(ids)` and `decode(ids)` special
 *   tokens show as their text.
 * - `renderMessages` is there where the model has a chat template (its first one, or the one named `default`), unless
 *   special tokens are to be read as text: the template's own are written as text.
 * - `decode` and `spans` take any ids below `vocabularySize`; an id with no token behind it stands for no text. Any
 *   other number: `INVALID_INPUT`.
 *
 * Throws `MODEL_INVALID` for files that are broken or of a kind that is not known, `UNSUPPORTED` for
 * `specialTokensInText: 'text'` with a unigram model, `INVALID_OPTION` for an option out of range.
 */
export function createTokenizer(options: TokenizerOptions): LocalTokenizer {
  const json = readTokenizerJson(options.tokenizerJson);
  const config = readTokenizerConfig(options.tokenizerConfig);
  const kind = vocabularyKind(json);
  const library = openLibrary(json, config, options);
  const specialTokens = findSpecialTokens(json, config, library.idOf);
  const vocabulary = createVocabulary(json, kind, library.size, library.tokenOf);
  const dropsSpace = dropsFirstSpace(json, kind);
  const { unusedIds } = vocabulary;
  const encode = createEncoder(json, library, vocabulary);
  const chatTemplate = findChatTemplate(config, options.chatTemplate);
  return {
    vocabularySize: vocabulary.size,
    specialTokens,
    ...(unusedIds.length > 0 ? { unusedIds } : {}),
    encode,
    ...(chatTemplate === null || !library.recognisesSpecialTokens
      ? {}
      : { renderMessages: createMessageRenderer(chatTemplate, config, encode) }),
    decode: (ids) => decodeIds(ids, vocabulary, dropsSpace).text,
    spans: (ids) => decodeIds(ids, vocabulary, dropsSpace),
  };
}
