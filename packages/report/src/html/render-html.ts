import type { AttributionResult } from '@reagent/core';
import { embeddedJson } from '../json/inert-json.ts';
import { escapeMarkup } from '../markup/escape-markup.ts';
import { renderSvg } from '../svg/render-svg.ts';
import { targetsLabel } from '../target-words.ts';
import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from './page-parts.ts';

/** Nothing may be fetched, sent, framed or run, but the one script and the one style that stand in the page. */
const policy = [
  "default-src 'none'",
  `script-src '${pageScriptHash}'`,
  `style-src '${pageStyleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * A result as one HTML file that opens without a network: the web component, the result as data, and a picture for
 * readers that run no script.
 */
export function renderHtml(result: AttributionResult): string {
  const title = `What ${targetsLabel(result.targets)} rests on`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeMarkup(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<reagent-attribution>
${renderSvg(result)}</reagent-attribution>
</main>
<script type="application/json" id="reagent-data">${embeddedJson({ result })}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}
