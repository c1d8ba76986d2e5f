export {
  compareResults,
  type ComparedRow,
  type CompareOptions,
  type Comparison,
  type TargetComparison,
} from './compare/compare-results.ts';
export { renderComparison, type ComparisonTextOptions } from './compare/render-comparison.ts';
export type { SettingDifference } from './compare/setting-differences.ts';
export { renderCsv } from './csv/render-csv.ts';
export { endWords } from './fact-words.ts';
export { renderHtml } from './html/render-html.ts';
export { renderInseq } from './inseq/inseq-json.ts';
export { inertJson } from './json/inert-json.ts';
export { renderMarkdown, type MarkdownOptions } from './markdown/render-markdown.ts';
export { renderTerminal, type TerminalOptions } from './render-terminal.ts';
export { renderSvg, type SvgOptions } from './svg/render-svg.ts';
export { quotedToken, visibleToken } from './visible-token.ts';
export { usualQuantity } from './view/usual-quantity.ts';
export type { Granularity } from './view/granularity.ts';
export type { Quantity } from './view/quantity.ts';
