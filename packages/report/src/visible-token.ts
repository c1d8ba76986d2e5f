/**
 * A token's text as it may be shown: every character that would move the cursor, change colours, turn the reading
 * direction or stay unseen is replaced by a sign for it. Never sends a control character, whatever the model made.
 *
 * ESC becomes `␛`, a newline `␊`, U+202E `⟨U+202E⟩`, half of a surrogate pair `⟨U+D83D⟩`; a combining mark with nothing
 * to combine with stands on `◌`.
 */
export function visibleToken(text: string): string {
  return text.replace(unseen, signOf).replace(marksWithoutBase, '◌$&').replace(manyMarks, '$1⟨…⟩');
}

/**
 * Controls, format characters (bidi overrides, zero-width ones, tags), lone surrogates, private use, unassigned, line and
 * paragraph separators, and all spaces but the plain and the ideographic one.
 */
export const unseen: RegExp = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![ \u3000])\p{Zs}/gu;
const marksWithoutBase = /^\p{M}/u;
/** More combining marks than any script needs on one letter would run over the lines around. */
const manyMarks = /(\p{M}{4})\p{M}+/gu;

function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code); // Unicode's control pictures
  if (code === 0x7f) return '␡';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** A token's text in quotes, so that its spaces can be seen. */
export function quotedToken(text: string): string {
  return `"${visibleToken(text)}"`;
}
