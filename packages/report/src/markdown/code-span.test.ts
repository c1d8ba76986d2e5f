import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { hostileText } from '../../test/hostile.ts';
import { quotedToken } from '../visible-token.ts';
import { codeSpan } from './code-span.ts';

test('any text in quotes is one code element with exactly that text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const label = quotedToken(text);
      const html = micromark(codeSpan(label), { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
      const code = /^<p><code>([^<]*)<\/code><\/p>$/.exec(html)?.[1] ?? '';
      expect(unescaped(code)).toBe(label.replaceAll('|', '⟨U+007C⟩'));
    }),
  );
});

function unescaped(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
