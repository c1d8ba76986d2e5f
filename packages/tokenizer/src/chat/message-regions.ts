import type { ChatMessage, TextSpan } from '@reagent/core';

/** Messages with signs in place of their text. */
export function withSigns(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.map((message, index) => ({ ...message, content: signFor(index) }));
}

/**
 * Where a rendered conversation holds text of the messages: found by rendering it with signs in their place, so that a
 * message that says what the template says is not taken for it. Null if the two renderings do not fit, as when the
 * template changes a message's words.
 * @param text the conversation
 * @param signed the conversation {@link withSigns}
 */
export function messageRegions(
  messages: readonly ChatMessage[],
  text: string,
  signed: string,
): { readonly regions: readonly TextSpan[]; readonly lastEnd: number } | null {
  const pieces = signed.split(sign);
  const regions: TextSpan[] = [];
  let lastEnd = text.length;
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) {
      if (!text.startsWith(piece, at)) return null;
      at += piece.length;
      continue;
    }
    const number = Number(piece);
    const following = pieces[index + 1] ?? '';
    const shown = formsOf(messages[number]?.content ?? '').find((form) => text.startsWith(form + following, at));
    if (shown === undefined) return null;
    regions.push({ start: at, end: at + shown.length });
    at += shown.length;
    if (number === messages.length - 1) lastEnd = at;
  }
  return at === text.length ? { regions, lastEnd } : null;
}

/** Private-use characters: no template writes them. */
function signFor(index: number): string {
  return `\uE000${index}\uE001`;
}
const sign = /\uE000(\d+)\uE001/;

/** Templates show a message as it is, or without the white space around it. */
function formsOf(content: string): readonly string[] {
  return [content, content.trim(), content.trimStart(), content.trimEnd()];
}
