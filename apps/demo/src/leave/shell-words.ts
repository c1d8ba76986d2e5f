/** What a terminal obeys, what no text has, and what makes a line read otherwise than it is. A new line is just one. */
const odd = /(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/u;

/** Whether a text can be pasted into a terminal and be the same text there. */
export function isPlain(text: string): boolean {
  return !odd.test(text);
}

/** A text as one word of a POSIX shell: nothing has a meaning between single quotes but the quote itself. */
export function quotedWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A text as `printf`'s first word, which prints its UTF-8: all that is odd in octal. Half a surrogate pair is U+FFFD, as
 * every tokenizer here reads it.
 */
export function formatWord(text: string): string {
  const format = Array.from(text.replace(/\p{Cs}/gu, '\ufffd'), (character, index) => {
    if (character === '\n') return '\\n';
    if (character === '%') return '%%';
    if (character === '\\') return '\\\\';
    return odd.test(character) || (index === 0 && character === '-') ? octal(character) : character;
  });
  return quotedWord(format.join(''));
}

function octal(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
