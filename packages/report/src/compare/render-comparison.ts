import stringWidth from 'string-width';
import { cut } from '../cut.ts';
import { cellNumber, effectDecimals } from '../view/cell-words.ts';
import { visibleToken } from '../visible-token.ts';
import type { ComparedRow, Comparison, TargetComparison } from './compare-results.ts';
import type { SettingDifference } from './setting-differences.ts';

export interface ComparisonTextOptions {
  /** What the two results are called, such as their files. */
  readonly names: readonly [a: string, b: string];
  /** Units side by side. Default 10. */
  readonly top?: number;
}

const most = 12;
const longest = 40;

/** A comparison as text: what differs between the runs, how far the orders agree, and the strongest units side by side. */
export function renderComparison(comparison: Comparison, { names, top = 10 }: ComparisonTextOptions): string {
  const shown = names.map((name, index) => `${'AB'[index]}: ${visibleToken(name)}`);
  const parts = [
    [...shown, ...differenceLines(comparison.differences)],
    ...comparison.targets.map((target) => targetLines(target, comparison, top)),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function differenceLines(differences: readonly SettingDifference[]): string[] {
  if (differences.length === 0) return ['Same model, replacer and settings.'];
  const lines = differences
    .slice(0, most)
    .map(({ name, a, b }) => `  ${visibleToken(name)}: ${valueWords(a)} / ${valueWords(b)}`);
  const more = differences.length - lines.length;
  return [
    'The runs differ (A / B), so the numbers are not on one scale:',
    ...lines,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function valueWords(value: SettingDifference['a']): string {
  return value === null ? '–' : cut(visibleToken(JSON.stringify(value)), longest);
}

function targetLines(target: TargetComparison, { show, granularity }: Comparison, top: number): string[] {
  const { rows, overlap } = target;
  const explained = target.a === target.b ? target.a : `${target.a} (A) and ${target.b} (B): different targets`;
  const head = `${explained}, ${show} by ${granularity}, ${rows.length} of them in both`;
  if (rows.length === 0) return [head, '  Nothing has a number in both.'];
  return [
    head,
    `  Kendall’s tau-b ${coefficient(target.kendall)} · Spearman ${coefficient(target.spearman)} · ` +
      `${overlap.shared} of the ${overlap.of} strongest are the same`,
    '',
    ...sideBySide(rows, show, top),
  ];
}

function coefficient(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(2);
}

/** What is strongest in either, with both numbers and ranks. */
function sideBySide(rows: readonly ComparedRow[], show: Comparison['show'], top: number): string[] {
  const listed = rows
    .toSorted((x, y) => Math.min(x.rankA, x.rankB) - Math.min(y.rankA, y.rankB) || x.rankA - y.rankA)
    .slice(0, top);
  const decimals = effectDecimals(listed.flatMap(({ a, b }) => [a, b]));
  const cells = [
    ['', 'A', 'rank', 'B', 'rank'],
    ...listed.map(({ label, a, b, rankA, rankB }) => [
      cut(label, 30),
      cellNumber(a, show, decimals),
      String(rankA),
      cellNumber(b, show, decimals),
      String(rankB),
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? '')))) ?? [];
  return cells.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - stringWidth(cell));
        return column === 0 ? `  ${cell}${space}` : `${space}${cell}`;
      })
      .join('  '),
  );
}
