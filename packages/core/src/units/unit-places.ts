import { segmentsOf } from './segments.ts';
import type { TextSpan } from '../interfaces/tokenizer.ts';
import type { Unit } from '../interfaces/unit.ts';

/** A token as far as units go. */
export interface PlacedToken extends TextSpan {
  readonly special: boolean;
  readonly template: boolean;
}

/**
 * [position] which unit of the text the token belongs to, counted from 0: the one that holds its first character that is
 * no space, since tokens have the space before a word in front. A token of spaces alone goes with what comes next; a line
 * end is no part of a word, and belongs to the sentence, line or paragraph before it. Null: to none; special tokens, a chat template's, and those that stand for no text, stand alone under every unit.
 */
export function unitPlaces(text: string, tokens: readonly PlacedToken[], unit: Unit): (number | null)[] {
  if (unit === 'token' || unit === 'part') return tokens.map(() => null);
  const segments = segmentsOf(text, unit);
  return tokens.map((token) => {
    if (token.special || token.template || token.start === token.end) return null;
    const shown = text.slice(token.start, token.end);
    const isLineEnd = shown.trim() === '' && shown.includes('\n');
    if (isLineEnd && unit === 'word') return null;
    return placeOf(segments, isLineEnd ? token.start : Math.min(firstCharacter(text, token), text.length - 1));
  });
}

/** Offset of the first character from a token's start on that is no space, in the token or after it. */
export function firstCharacter(text: string, { start }: TextSpan): number {
  const visible = /\S/g;
  visible.lastIndex = start;
  return visible.exec(text)?.index ?? text.length;
}

/** Index of the segment that holds an offset. */
function placeOf(segments: readonly TextSpan[], offset: number): number | null {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle] as TextSpan).start <= offset) low = middle;
    else high = middle - 1;
  }
  const found = segments[low];
  return found !== undefined && found.start <= offset && offset < found.end ? low : null;
}
