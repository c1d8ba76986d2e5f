/** Where a token stands in a text, in UTF-16 code units; `text.slice(start, end)` is what it shows of the text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A text as tokens. All three lists have one entry a token. */
export interface Encoding {
  readonly text: string;
  readonly ids: readonly number[];
  /**
   * Text and tokens always agree. Tokens that share a character (a character cut across tokens) share its span; a token
   * that stands for no text (a start token) has an empty one.
   */
  readonly spans: readonly TextSpan[];
}

export interface EncodeOptions {
  /** Whether the model's start and end tokens are put around the text. Default true. */
  readonly addSpecialTokens?: boolean;
}

/** One turn of a conversation. */
export interface ChatMessage {
  /** As the model's template knows it: `system`, `user`, `assistant`. */
  readonly role: string;
  readonly content: string;
}

/** A conversation as tokens. */
export interface ChatEncoding extends Encoding {
  /** [token] true for what the template wrote around the messages; a token that holds any of their text is theirs. */
  readonly template: readonly boolean[];
}

/**
 * What core needs of a model's tokenizer. Texts are read by it, or by a server that has it: what takes a text may be a
 * promise. What takes ids is told at once, since replacers look at whole vocabularies.
 */
export interface Tokenizer {
  /** Size of the id space: ids are 0 … `vocabularySize - 1`, added tokens included. */
  readonly vocabularySize: number;
  /** Special tokens by their text, for example `<s>`; never drawn as a substitute, protected in a context. */
  readonly specialTokens: ReadonlyMap<string, number>;
  /** Ids with no token behind them, if the id space has holes: never drawn as a substitute. */
  readonly unusedIds?: readonly number[];
  /**
   * The tokens of a text.
   * @param options whether the model's start and end tokens are put around it; by default they are
   */
  encode(text: string, options?: EncodeOptions): Encoding | Promise<Encoding>;
  /**
   * A conversation in the form that the model was trained on, up to where the model's answer begins; if the last message
   * is the assistant's, up to its end. Absent: the model has no chat template.
   * @throws ReagentError `INVALID_INPUT` for messages that the template refuses
   */
  renderMessages?(messages: readonly ChatMessage[]): ChatEncoding | Promise<ChatEncoding>;
  /** The text of ids, special tokens included; bytes that are no character become U+FFFD. */
  decode(ids: readonly number[] | Int32Array): string;
  /** For any ids: the text they make, and the span of each in it. */
  spans(ids: readonly number[] | Int32Array): { readonly text: string; readonly spans: readonly TextSpan[] };
}

/** A tokenizer that is here, and tells all at once. */
export interface LocalTokenizer extends Tokenizer {
  encode(text: string, options?: EncodeOptions): Encoding;
  renderMessages?(messages: readonly ChatMessage[]): ChatEncoding;
}
