import { visibleToken } from '../visible-token.ts';

/**
 * A text as a Markdown code span, in which nothing is a tag, a link, an image or a mention. The fence is longer than
 * any run of backticks in it; a bar, which would end a table's cell even here, becomes a sign.
 */
export function codeSpan(text: string): string {
  const shown = visibleToken(text).replaceAll('|', '⟨U+007C⟩');
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || /^ .*[^ ].* $/u.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}
