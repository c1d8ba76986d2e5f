import type { LocalTokenizer } from '@reagent/core';
import { visibleToken } from '@reagent/report';

/** A token as it is shown while somebody types. */
export interface LiveToken {
  readonly id: number;
  /** Spaces and everything unseen by a sign of its own. */
  readonly shown: string;
  readonly special: boolean;
}

/** What stands in the way of a run, if anything does. */
export type TextProblem = 'empty' | 'too-long' | null;

/** The tokens of a text, special ones by their names. */
export function liveTokens(tokenizer: LocalTokenizer, text: string): LiveToken[] {
  const special = new Map([...tokenizer.specialTokens].map(([name, id]) => [id, name]));
  const encoding = tokenizer.encode(text);
  return encoding.ids.map((id, position) => {
    const span = encoding.spans[position];
    const name = special.get(id);
    const own = span === undefined ? '' : encoding.text.slice(span.start, span.end);
    return { id, shown: name ?? visibleSpaces(own), special: name !== undefined };
  });
}

/** The open box is what editors show for a space. */
export function visibleSpaces(text: string): string {
  return visibleToken(text).replaceAll(' ', '␣');
}

/** @param most tokens that the model takes; null: not known yet */
export function textProblem(tokens: readonly LiveToken[], most: number | null): TextProblem {
  if (tokens.every(({ special }) => special)) return 'empty';
  return most !== null && tokens.length > most ? 'too-long' : null;
}

/** `7 tokens`, and what a person should know about so few or so many. */
export function textWords(tokens: readonly LiveToken[], most: number | null): string {
  const own = tokens.filter(({ special }) => !special).length;
  const count = `${tokens.length} token${tokens.length === 1 ? '' : 's'}`;
  switch (textProblem(tokens, most)) {
    case 'empty':
      return 'Type some words: the model says what comes after them.';
    case 'too-long':
      return `${count}, and the model takes ${most}: shorten the text.`;
    default:
      return own === 1 ? `${count}. With one token of text there is nothing to compare it with.` : count;
  }
}
