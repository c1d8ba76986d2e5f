import type { TextSpan } from '../interfaces/tokenizer.ts';
import type { Unit } from '../interfaces/unit.ts';

/** Words and sentences of any language are told apart without knowing which it is; a locale changes next to nothing. */
const locale = 'en';

/** The units of a text, ascending; only those of a regular expression leave something between them. */
export function segmentsOf(text: string, unit: Exclude<Unit, 'token' | 'part'>): readonly TextSpan[] {
  if (unit === 'line') return between(text, [...text.matchAll(/\r\n?|\n/g)].map(endOf));
  if (unit === 'paragraph') return between(text, [...text.matchAll(/(?:\r\n?|\n)\s*(?:\r\n?|\n)/g)].map(endOf));
  if (unit instanceof RegExp) return matchesOf(text, unit);
  const segments = new Intl.Segmenter(locale, { granularity: unit }).segment(text);
  return Array.from(segments, ({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/** All matches that are not empty, whatever the expression's own flags say about how many it looks for. */
export function matchesOf(text: string, expression: RegExp): readonly TextSpan[] {
  const all = new RegExp(expression.source, `${expression.flags.replace(/[gy]/g, '')}g`);
  return Array.from(text.matchAll(all), (match) => ({ start: match.index, end: endOf(match) })).filter(
    ({ start, end }) => start < end,
  );
}

function between(text: string, ends: readonly number[]): TextSpan[] {
  const edges = [...new Set([0, ...ends, text.length])];
  return edges.slice(1).map((end, index) => ({ start: edges[index] as number, end }));
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length;
}
