import { writeExactJson } from '@reagent/core';
import { inertJson, renderCsv, renderHtml, renderMarkdown, renderSvg } from '@reagent/report';
import type { DemoRun } from '../settings.ts';

/** A run as a file. */
export interface Format {
  readonly name: string;
  /** Of the file's name. */
  readonly ending: string;
  readonly mediaType: string;
  readonly words: string;
  readonly write: (run: DemoRun) => string;
}

/** What a run can be taken away as: the views of `@reagent/report`, and every evaluation behind them. */
export const formats: readonly Format[] = [
  {
    ...{ name: 'HTML', ending: 'html', mediaType: 'text/html', words: 'a page that opens without a network' },
    write: ({ result }) => renderHtml(result),
  },
  {
    ...{ name: 'JSON', ending: 'json', mediaType: 'application/json', words: 'the whole result' },
    write: ({ result }) => `${inertJson(result)}\n`,
  },
  {
    ...{ name: 'SVG', ending: 'svg', mediaType: 'image/svg+xml', words: 'a picture' },
    write: ({ result }) => renderSvg(result),
  },
  {
    ...{ name: 'CSV', ending: 'csv', mediaType: 'text/csv', words: 'a table for a spreadsheet' },
    write: ({ result }) => renderCsv(result),
  },
  {
    ...{ name: 'Markdown', ending: 'md', mediaType: 'text/markdown', words: 'for notes and issues' },
    write: ({ result }) => renderMarkdown(result),
  },
  {
    ...{
      name: 'Evaluations',
      ending: 'jsonl',
      mediaType: 'application/jsonl',
      words: 'every changed text, a line of JSON each',
    },
    write: ({ trace }) => trace.map((evaluated) => `${writeExactJson(evaluated)}\n`).join(''),
  },
];
