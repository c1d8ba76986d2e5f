import {
  ReagentError,
  type ChatEncoding,
  type ChatMessage,
  type EncodeOptions,
  type Encoding,
  type TextSpan,
  type Tokenizer,
} from '@reagent/core';
import { align, type AlignableToken } from './align.ts';
import { withSigns } from './chat/message-regions.ts';
import { chatEncoding, shownMessages } from './chat/render-messages.ts';
import { decodeIds } from './decode-ids.ts';
import { surround, textForms } from './encoder.ts';
import { surroundings } from './surroundings.ts';
import type { PrefixSpace } from './prefix-space.ts';
import { sourceText, wellFormed, type SourceText } from './source-text.ts';
import { decodeUtf8 } from './utf8.ts';

export interface PiecesTokenizerOptions {
  /** [id] the bytes that the token stands for, special tokens' texts included; empty: there is no such token. */
  readonly pieces: readonly Uint8Array[];
  /** Ids. */
  readonly special: readonly number[];
  /** The tokens of a text, without start and end tokens; a special token's text is that token. */
  readonly read: (text: string) => Promise<readonly number[]>;
  /** A conversation as text, up to where the answer begins; absent: the model has no chat template. */
  readonly render?: (messages: readonly ChatMessage[]) => Promise<string>;
  /** A text of letters as tokens, without and with start and end tokens: how any text is surrounded. */
  readonly sample: { readonly bare: readonly number[]; readonly full: readonly number[] };
}

/**
 * A tokenizer of which every token is known and whose texts are read elsewhere: by a server. Spans are found as
 * {@link createTokenizer} finds them, and never guessed: where tokens and text do not agree, the text that the tokens make
 * takes the given one's place.
 *
 * Throws `UNSUPPORTED` for a model that does more to a text than put tokens around it.
 */
export function createPiecesTokenizer(options: PiecesTokenizerOptions): Tokenizer {
  const { pieces, read, render, sample } = options;
  const special = new Set(options.special);
  const unusedIds = [...pieces.keys()].filter((id) => pieces[id]?.length === 0);
  const bytes = (id: number): Uint8Array => {
    const piece = pieces[id];
    if (piece !== undefined) return piece;
    throw new ReagentError('INVALID_INPUT', `token id ${id} is outside the vocabulary (0 … ${pieces.length - 1})`);
  };
  const specialTokens = new Map([...special].map((id) => [decodeUtf8(bytes(id)).text, id]));
  const around = surroundings(sample.bare, sample.full);
  if (around === null) {
    throw new ReagentError('UNSUPPORTED', 'the model does more to a text than put special tokens around it');
  }
  // A space that the sample has not was put there (in the manner of SentencePiece): it is no part of a text.
  const dropsFirstSpace = decodeIds(sample.bare, { bytes }, false).text.startsWith(' ');
  const spansOf = spanFinder(bytes, special, specialTokens.get('<unk>'));
  const encode = async (given: string, { addSpecialTokens = true }: EncodeOptions = {}): Promise<Encoding> => {
    const text = wellFormed(given);
    const ids = await read(text);
    const spans = spansOf(text, ids);
    const own = spans === null ? decodeIds(ids, { bytes }, false) : { text, spans };
    const body: Encoding = { ...own, ids };
    return addSpecialTokens ? surround(body, around) : body;
  };
  const renderMessages = async (given: readonly ChatMessage[]): Promise<ChatEncoding> => {
    const messages = given.map(({ role, content }) => ({ role, content: wellFormed(content) }));
    const [rendered, signed] = [await render?.(messages), await render?.(withSigns(messages))];
    const shown = shownMessages(messages, rendered ?? '', signed ?? '');
    const { prefix } = around;
    const encoding = await encode(shown.text, { addSpecialTokens: false });
    // The template writes the start token, or leaves it to who reads the text.
    const hasStart = prefix.every((id, index) => encoding.ids[index] === id);
    return chatEncoding(shown, hasStart ? encoding : surround(encoding, { prefix, suffix: [] }));
  };
  return {
    vocabularySize: pieces.length,
    specialTokens,
    ...(unusedIds.length > 0 ? { unusedIds } : {}),
    encode,
    ...(render === undefined ? {} : { renderMessages }),
    decode: (ids) => decodeIds(ids, { bytes }, dropsFirstSpace).text,
    spans: (ids) => decodeIds(ids, { bytes }, dropsFirstSpace),
  };
}

/** What a tokenizer whose rules are not known may have done to a text, the least first. */
const normalisers: readonly (((text: string) => string) | null)[] = [
  null,
  (text) => text.replaceAll('\u2581', ' '), // SentencePiece's mark of a space
  (text) => text.normalize('NFC'),
  (text) => text.normalize('NFKC'),
];
const prefixSpaces: readonly PrefixSpace[] = ['never', 'always', 'unless-space'];

/** The span of each token, by the first way in which all of them agree with the text; null: by none. */
function spanFinder(
  bytes: (id: number) => Uint8Array,
  special: ReadonlySet<number>,
  unknownId: number | undefined,
): (text: string, ids: readonly number[]) => readonly TextSpan[] | null {
  const tokenAt = (ids: readonly number[], index: number, space: PrefixSpace): AlignableToken => {
    const [before, id] = [ids[index - 1], ids[index] as number];
    const afterSpecial = before !== undefined && special.has(before);
    return {
      forms: textForms(bytes(id), space, index === 0 || afterSpecial),
      skipsSpace: special.has(id) || afterSpecial, // some special tokens take the spaces around them
      takesSkipped: special.has(id),
      unknown: id === unknownId,
    };
  };
  return (text, ids) => {
    for (const normalise of normalisers) {
      if (normalise !== null && normalise(text) === text) continue;
      const source: SourceText = sourceText(text, normalise);
      for (const space of prefixSpaces) {
        const spans = align(
          ids.map((_, index) => tokenAt(ids, index, space)),
          source,
        );
        if (spans !== null) return spans;
      }
    }
    return null;
  };
}
