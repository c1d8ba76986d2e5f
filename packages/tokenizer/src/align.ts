import type { TextSpan } from '@reagent/core';
import type { SourceText } from './source-text.ts';

/** A token of a text, as the alignment sees it. */
export interface AlignableToken {
  /** What the token may look like in the source, most likely first. */
  readonly forms: readonly Uint8Array[];
  /** White space before it may have been dropped. */
  readonly skipsSpace: boolean;
  /** It stands for a word that the vocabulary does not have. */
  readonly unknown: boolean;
  /** White space skipped before it belongs to it. */
  readonly takesSkipped: boolean;
}

/**
 * The span of each token, found by walking tokens and source together; null where they do not agree, so that a span is
 * never a guess.
 */
export function align(tokens: readonly AlignableToken[], source: SourceText): readonly TextSpan[] | null {
  const spans: TextSpan[] = [];
  let position = 0;
  for (const token of tokens) {
    const match = matchAt(token, source.bytes, position);
    if (match === null) return null;
    spans.push(spanOf(source, token.takesSkipped ? position : match.start, match.end));
    position = match.end;
  }
  const skipsRest = tokens.at(-1)?.skipsSpace ?? true;
  const rest = skipsRest ? skipSpace(source.bytes, position) : position;
  return rest === source.bytes.length ? spans : null;
}

function matchAt(token: AlignableToken, bytes: Uint8Array, position: number): { start: number; end: number } | null {
  const places = token.skipsSpace ? [position, skipSpace(bytes, position)] : [position];
  for (const start of places) {
    for (const form of token.forms) {
      if (startsWith(bytes, form, start)) return { start, end: start + form.length };
    }
    const end = token.unknown ? wordEnd(bytes, start) : start;
    if (end > start) return { start, end };
  }
  return null;
}

function spanOf(source: SourceText, start: number, end: number): TextSpan {
  if (end > start) return { start: source.starts[start] as number, end: source.ends[end - 1] as number };
  const offset = start > 0 ? (source.ends[start - 1] as number) : 0;
  return { start: offset, end: offset };
}

function startsWith(bytes: Uint8Array, form: Uint8Array, position: number): boolean {
  if (position + form.length > bytes.length) return false;
  return form.every((byte, index) => bytes[position + index] === byte);
}

function skipSpace(bytes: Uint8Array, position: number): number {
  let next = position;
  while (next < bytes.length && isSpace(bytes[next] as number)) next++;
  return next;
}

/** A run of letters and digits (all bytes outside ASCII count as such), or one other character. */
function wordEnd(bytes: Uint8Array, position: number): number {
  let next = position;
  while (next < bytes.length && isWord(bytes[next] as number)) next++;
  return next > position || position >= bytes.length || isSpace(bytes[position] as number) ? next : position + 1;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function isWord(byte: number): boolean {
  return byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
}
