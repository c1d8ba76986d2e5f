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

/** The formats, by the names of their options. */
export const formats = {
  html: (result) => renderHtml(result),
  svg: (result, { top, ...options }) => renderSvg(result, { ...options, ...(top === null ? {} : { top }) }),
  png: (result, { top, ...options }) => renderPng(renderSvg(result, { ...options, ...(top === null ? {} : { top }) })),
  csv: (result) => renderCsv(result),
  markdown: (result, { top, ...options }) => renderMarkdown(result, { ...options, ...(top === null ? {} : { top }) }),
  inseq: (result, { show }) => renderInseq(result, show),
  json: (result) => jsonLine(result),
} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];
