/** How a server is asked for tokens that it does not list. */
export interface Decoding {
  /** The tokens of a text, without start and end tokens. */
  read(text: string): Promise<readonly number[]>;
  /** The text that each list of ids makes within a text, special tokens included; '' for ids with no token behind them. */
  decode(lists: readonly (readonly number[])[]): Promise<readonly string[]>;
}

/** A letter that a list of ids is put after: some tokenizers take the first space off what they decode. */
export const neutral = 'x';

/** The text after the neutral letter, with which a list was decoded. */
export function afterNeutral(text: string): string {
  return text.replace(/^ ?x/u, '');
}
