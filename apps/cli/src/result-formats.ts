import type { AttributionResult } from '@reagent/core';
import {
  renderCsv,
  renderHtml,
  renderInseq,
  renderMarkdown,
  renderSvg,
  type Granularity,
  type Quantity,
} from '@reagent/report';
import { jsonLine } from './json-output.ts';
import { renderPng } from './png.ts';

/** What a view of a result may be asked for. */
export interface FormatOptions {
  readonly show: Quantity;
  readonly granularity: Granularity;
  readonly top: number | null;
}

/** A result in a format of files. */
export type Format = (result: AttributionResult, options: FormatOptions) => string | Promise<Buffer>;

export type FormatName = 'html' | 'svg' | 'png' | 'csv' | 'markdown' | 'inseq' | 'json';

/** The formats, by the names of their options. */
export const formats: Readonly<Record<FormatName, Format>> = {
  html: (result) => renderHtml(result),
  svg: (result, { top, ...options }) => renderSvg(result, { ...options, ...(top === null ? {} : { top }) }),
  png: (result, { top, ...options }) => renderPng(renderSvg(result, { ...options, ...(top === null ? {} : { top }) })),
  csv: (result) => renderCsv(result),
  markdown: (result, { top, ...options }) => renderMarkdown(result, { ...options, ...(top === null ? {} : { top }) }),
  inseq: (result, { show }) => renderInseq(result, show),
  json: (result) => jsonLine(result),
};

export const formatNames: readonly FormatName[] = Object.keys(formats) as FormatName[];
