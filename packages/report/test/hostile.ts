import type { AttributionResult } from '@reagent/core';
import fc from 'fast-check';
import { effect, exampleResult, prediction, tokensOf } from './example-result.ts';

/** Texts that do harm where they are taken for more than text. */
const known = [
  '<script>window.ran = 1</script>',
  '</script><script>window.ran = 1</script>',
  '</title><img src=x onerror="window.ran = 1">',
  '<svg onload="window.ran = 1">',
  '" onmouseover="window.ran = 1',
  "' autofocus onfocus='window.ran = 1",
  '<!--<script>',
  '-->',
  ']]>',
  '&lt;img src=x onerror=ran=1&gt;',
  '${window.ran = 1}',
  '</reagent-attribution>',
  '\u202egnp.exe',
  '\u2066\u200f\u061c',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007',
  '\u009b2J',
  '\u0000',
  '\ud83d',
  '\ude00',
  '\uffff',
  '=HYPERLINK("https://example.org","x")',
  '+1+1',
  '-2+3+cmd|" /C calc"!A0',
  '@SUM(A1)',
  ' =1+1',
  '\t=1+1',
  '＝1+1',
  '"=1+1',
  '![x](https://example.org/x.png)',
  '[x](javascript:ran)',
  'https://example.org www.example.org a@example.org',
  '@someone #1',
  '`code` ``more',
  '|---|',
  '\\|',
  '$$x$$',
  '\r\n\r\n# Heading',
  '**bold** _em_ ~~gone~~',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...known),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.tuple(fc.constantFrom(...known), fc.string({ unit: 'binary', maxLength: 4 })).map(([a, b]) => b + a),
);

/** A result whose every text is hostile: two targets, one of them a contrast, the other a span. */
export const hostileResult: fc.Arbitrary<AttributionResult> = fc
  .array(hostileText, { minLength: 9, maxLength: 9 })
  .map(hostileResultOf);

function hostileResultOf(texts: readonly string[]): AttributionResult {
  const text = (index: number): string => texts[index % texts.length] ?? '';
  const tokens = tokensOf(texts.slice(0, 5));
  const common = { position: 5, converged: true };
  const first = { ...prediction(1, text(5), 0.5), ...common, span: null, insteadOf: prediction(2, text(6), 0.1) };
  const second = { ...prediction(3, text(7) + text(8), 0.2), ...common, insteadOf: null };
  const span = [prediction(3, text(7), 0.4), prediction(4, text(8), 0.5)];
  const effects = [effect(3, 2, 4), effect(-3.5, -4, -3), effect(0.1, -1, 1), effect(1, 0.5, 1.5), null];
  return exampleResult({
    text: texts.slice(0, 5).join(''),
    tokens,
    targets: [first, { ...second, span }],
    importance: [
      [0.5, 0.3, 0.1, 0.1, 0],
      [0.2, 0.2, 0.2, 0.2, 0.2],
    ],
    importanceSaturated: [false, true],
    effect: [effects, effects],
    effectFit: [
      { rows: 50, bounds: 0, kappa: 0.9, withheld: null },
      { rows: 50, bounds: 0, kappa: 0.9, withheld: null },
    ],
    rationale: [[0, 1], [2]],
    path: [0, 1].map((step) => {
      const shares = [0.2, 0.4, 0.1 * step, 0.2, 0.1];
      return { step, evaluations: 8 * step + 1, importance: [shares, shares] };
    }),
    settings: { preset: text(2), seed: text(3), [text(4)]: text(5), stopping: { id: text(1), scope: text(0) } },
    provenance: { ...exampleResult().provenance, backend: text(6), replacer: text(7) },
  });
}

/** What no format may show: controls but line ends, bidi and other format characters, half characters. */
export const alive: RegExp = /(?![\r\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
