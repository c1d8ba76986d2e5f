/**
 * What is replaced as one, by name. Words and sentences are those of `Intl.Segmenter`; paragraphs have an empty line
 * between them; `part`: the named parts alone, all else is never replaced.
 */
export type UnitName = 'token' | 'word' | 'sentence' | 'line' | 'paragraph' | 'part';

/** A regular expression: each of its matches is a unit, all else is never replaced. */
export type Unit = UnitName | RegExp;

/**
 * Somewhere in the context's text: wherever a text stands, all matches of a regular expression, or UTF-16 offsets, `end`
 * not included.
 */
export type TextPart = string | RegExp | { readonly start: number; readonly end: number };

/** Is replaced as one. Parts of one name are one. */
export interface NamedPart {
  readonly name: string;
  readonly part: TextPart;
}
