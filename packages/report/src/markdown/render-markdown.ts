import type { AttributionResult } from '@reagent/core';
import { effectNotes } from '../effect-section.ts';
import { facts } from '../facts.ts';
import { importanceNotes } from '../importance-section.ts';
import { standOut } from '../stand-out.ts';
import { attributionView, type AttributionView, type ViewColumn } from '../view/attribution-view.ts';
import { cellNumber, effectDecimals, intervalWords, strengthWords } from '../view/cell-words.ts';
import type { Granularity } from '../view/granularity.ts';
import type { Quantity } from '../view/quantity.ts';
import { ranked, type RankedRow } from '../view/ranked.ts';
import { codeSpan } from './code-span.ts';
import { literal } from './literal.ts';
import { markdownTable } from './markdown-table.ts';

export interface MarkdownOptions {
  /** Default `effect`. */
  readonly show?: Quantity;
  /** Default `token`. */
  readonly granularity?: Granularity;
  /** Rows of each target's table. Default 10. */
  readonly top?: number;
}

/** A result as GitHub-flavoured Markdown: the text, a matrix where there are several targets, a table for each. */
export function renderMarkdown(result: AttributionResult, options: MarkdownOptions = {}): string {
  const { show = 'effect', granularity = 'token', top = 10 } = options;
  const view = attributionView(result, granularity);
  const sections = view.columns.flatMap((column, index) => [
    `### ${codeSpan(column.label)} (${literal(column.words)})`,
    markdownTable(['', show, ...(show === 'effect' ? ['95 % interval'] : []), ''], table(view, index, show, top)),
    ...standOut(result, index, codeSpan),
    ...notes(result, index, show),
  ]);
  return `${[
    '## What the prediction rests on',
    codeSpan(result.text),
    ...(view.columns.length > 1 ? [matrix(view, show)] : []),
    ...sections,
    `_${literal(facts(result, Infinity).join(''))}_`,
  ].join('\n\n')}\n`;
}

function notes(result: AttributionResult, target: number, show: Quantity): string[] {
  return show === 'effect' ? effectNotes(result, target, codeSpan) : importanceNotes(result, target);
}

function table(view: AttributionView, column: number, show: Quantity, top: number): string[][] {
  const rows = ranked(view, column, show).slice(0, top);
  const decimals = effectDecimals(rows.map(({ cell }) => cell));
  return rows.map(({ row, cell }: RankedRow) => [
    codeSpan(row.label),
    cellNumber(cell, show, decimals),
    ...(show === 'effect' ? [cell.effect === null ? '' : intervalWords(cell.effect, decimals)] : []),
    strengthWords(cell.strength[show], show),
  ]);
}

/** Rows: the context; columns: the targets. */
function matrix({ rows, columns }: AttributionView, show: Quantity): string {
  const decimals = effectDecimals(columns.flatMap(({ cells }) => cells));
  const number = (column: ViewColumn, row: number): string => {
    const cell = column.cells[row];
    return cell === undefined || !cell.before ? '' : cellNumber(cell, show, decimals);
  };
  return markdownTable(
    ['', ...columns.map(({ label }) => codeSpan(label))],
    rows.map(({ label }, row) => [codeSpan(label), ...columns.map((column) => number(column, row))]),
  );
}
