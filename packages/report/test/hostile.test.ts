import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { compareResults } from '../src/compare/compare-results.ts';
import { renderComparison } from '../src/compare/render-comparison.ts';
import { renderCsv } from '../src/csv/render-csv.ts';
import { renderInseq } from '../src/inseq/inseq-json.ts';
import { embeddedJson, inertJson } from '../src/json/inert-json.ts';
import { renderMarkdown } from '../src/markdown/render-markdown.ts';
import { renderTerminal } from '../src/render-terminal.ts';
import { renderSvg } from '../src/svg/render-svg.ts';
import { granularities } from '../src/view/granularity.ts';
import { visibleToken } from '../src/visible-token.ts';
import { alive, hostileResult } from './hostile.ts';

const quantities = ['effect', 'importance'] as const;
const view = fc.record({ show: fc.constantFrom(...quantities), granularity: fc.constantFrom(...granularities) });

test('JSON gives the same value back and holds nothing alive', () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const json = inertJson(result);
      expect(JSON.parse(json)).toEqual(result);
      expect(json).not.toMatch(alive);
      expect(json).not.toMatch(/[\r\n]/);
      expect(JSON.parse(embeddedJson(result))).toEqual(result);
      expect(embeddedJson(result)).not.toMatch(/[<>&]/);
    }),
  );
});

test('CSV has its rows and columns, no formula, and every number', () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const csv = renderCsv(result);
      expect(csv).not.toMatch(alive);
      const rows = parseCsv(csv, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
      expect(rows).toHaveLength(10);
      rows.forEach((row, index) => {
        const token = index % 5;
        expect(row['token_text']?.replace(/^'/, '')).toBe(visibleToken(result.tokens[token]!.text).replace(/^'/, ''));
        for (const name of ['token_text', 'target_text', 'target_instead_of']) {
          expect(row[name]).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/u);
        }
        expect(row['effect']).toBe(String(result.effect[0]?.[token]?.estimate ?? ''));
      });
    }),
  );
});

test('Markdown becomes headings, tables and code, and nothing else', () => {
  const allowed = new Set(['h2', 'h3', 'p', 'em', 'code', 'table', 'thead', 'tbody', 'tr', 'th', 'td']);
  fc.assert(
    fc.property(hostileResult, view, (result, options) => {
      const markdown = renderMarkdown(result, options);
      expect(markdown).not.toMatch(alive);
      const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
      const tags = Array.from(html.matchAll(/<\/?([a-z0-9]+)/gi), ([, tag]) => tag as string);
      expect(tags.filter((tag) => !allowed.has(tag))).toEqual([]);
      expect(tags.filter((tag) => tag === 'h3')).toHaveLength(4);
      // The matrix has a column more than there are targets, in every row.
      for (const [row] of html.split('</table>')[0]!.matchAll(/<tr>.*?<\/tr>/gs)) {
        expect(row.match(/<t[hd][ >]/g)).toHaveLength(3);
      }
    }),
  );
});

test('SVG is well-formed, of a few elements and attributes, and shows every text', () => {
  const elements = new Set(['svg', 'g', 'title', 'rect', 'path', 'polyline', 'text']);
  const attributes =
    /^(xmlns|viewBox|width|height|role|font-(family|size|weight)|xml:space|[xyd]|rx|fill|stroke(-width|-dasharray)?|textLength|lengthAdjust|transform|points)$/;
  fc.assert(
    fc.property(hostileResult, view, (result, options) => {
      const svg = renderSvg(result, options);
      expect(svg).not.toMatch(alive);
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', ({ name, attributes: own }) => {
        expect(elements).toContain(name);
        for (const [attribute, value] of Object.entries(own)) {
          expect(attribute).toMatch(attributes);
          expect(value).not.toContain('NaN');
        }
      });
      parser.write(svg).close();
    }),
  );
});

test('inseq’s JSON is JSON whose tokens are shown texts', () => {
  fc.assert(
    fc.property(hostileResult, fc.constantFrom(...quantities), (result, show) => {
      const json = renderInseq(result, show);
      expect(json).not.toMatch(alive);
      const sequences = JSON.parse(json).attributes.sequence_attributions as { attributes: { source: Token[] } }[];
      expect(sequences).toHaveLength(2);
      const texts = sequences[0]!.attributes.source.map(({ attributes }) => attributes.token);
      expect(texts).toEqual(result.tokens.map(({ text }) => visibleToken(text)));
    }),
  );
});

test('the terminal and a comparison send lines and nothing else', () => {
  fc.assert(
    fc.property(hostileResult, hostileResult, view, (result, other, { show, granularity }) => {
      expect(renderTerminal(result, { colour: false, width: 80, show, granularity })).not.toMatch(alive);
      const second = { ...other, text: result.text, tokens: result.tokens };
      const comparison = compareResults(result, second, { show, granularity });
      expect(renderComparison(comparison, { names: [result.text, other.text] })).not.toMatch(alive);
    }),
  );
});

interface Token {
  readonly attributes: { readonly token: string };
}
