import type { AttributionResult } from '@reagent/core';
import type { Granularity } from './granularity.ts';

/** A stretch of the context that a view shows as one: its tokens by position, and its part of the text. */
export interface Unit {
  readonly tokens: readonly number[];
  /** UTF-16 offsets in the result's text; equal for what stands for no text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The context cut into units, in order. Words and sentences are those of `Intl.Segmenter`; a token belongs to the one
 * that holds its first character that is not a space; a line end is no part of a word. Tokens that share a character (a character cut across tokens)
 * share a unit under every granularity, special tokens and the chat template's stand alone.
 */
export function unitsOf(
  { text, tokens }: Pick<AttributionResult, 'text' | 'tokens'>,
  granularity: Granularity,
): Unit[] {
  const placeOf = placer(text, granularity);
  const units: { tokens: number[]; start: number; end: number; place: number | null }[] = [];
  tokens.forEach((token, index) => {
    const { start, end } = token;
    const last = units.at(-1);
    const shared = last !== undefined && start < last.end && end > start;
    const place = token.special || token.template || start === end ? null : placeOf(start, end);
    if (last !== undefined && (shared || (place !== null && place === last.place))) {
      last.tokens.push(index);
      last.end = Math.max(last.end, end);
    } else {
      units.push({ tokens: [index], start, end, place });
    }
  });
  return units.map(({ tokens: members, start, end }) => ({ tokens: members, start, end }));
}

/** Says which word or sentence a span belongs to; null: to none, it stands alone. */
function placer(text: string, granularity: Granularity): (start: number, end: number) => number | null {
  if (granularity === 'token') return () => null;
  const starts = Array.from(new Intl.Segmenter('en', { granularity }).segment(text), ({ index }) => index);
  return (start, end) => {
    const piece = text.slice(start, end);
    if (piece.trim() === '' && piece.includes('\n')) return granularity === 'word' ? null : lastAtMost(starts, start);
    // The space before a word goes with it, also as a token of its own.
    const spaces = /^\s*/.exec(text.slice(start))?.[0].length ?? 0;
    return lastAtMost(starts, Math.min(start + spaces, text.length - 1));
  };
}

/** Index of the last of the ascending numbers that is at most `value`. */
function lastAtMost(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
