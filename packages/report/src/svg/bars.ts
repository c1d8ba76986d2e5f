import stringWidth from 'string-width';
import { barScale, numbersOf, type BarScale } from '../bar-scale.ts';
import { light } from '../colours.ts';
import { cut } from '../cut.ts';
import { mayBeNothing } from '../strength.ts';
import type { AttributionView } from '../view/attribution-view.ts';
import { cellNumber, effectDecimals, intervalWords } from '../view/cell-words.ts';
import type { Quantity } from '../view/quantity.ts';
import { ranked, type RankedRow } from '../view/ranked.ts';
import { column, columns, margin, rounded } from './cell-grid.ts';
import type { Block } from './marked-text.ts';
import { textPiece } from './text-line.ts';

const row = 24;
const labelColumns = 22;
const numberColumns = 9;
const intervalColumns = 18;

/** The strongest units of a target: label, number, interval, and a bar from 0 with the interval as a line on it. */
export function bars(view: AttributionView, target: number, show: Quantity, top: number): Block {
  const rows = ranked(view, target, show).slice(0, top);
  const values = rows.flatMap((each) => valuesOf(each, show));
  const scale = barScale(values);
  const decimals = effectDecimals(rows.map(({ cell }) => cell));
  return {
    height: rows.length * row,
    at: (y) => rows.map((each, index) => barRow(each, show, { scale, decimals, y: y + index * row })).join('\n'),
  };
}

function valuesOf({ cell }: RankedRow, show: Quantity): number[] {
  if (show === 'importance') return [cell.importance];
  return cell.effect === null ? [] : numbersOf(cell.effect);
}

function barRow(
  { row: { label }, cell }: RankedRow,
  show: Quantity,
  { scale, decimals, y }: { readonly scale: BarScale; readonly decimals: number; readonly y: number },
): string {
  const baseline = y + 16;
  const number = cellNumber(cell, show, decimals);
  const numberStart = margin + (labelColumns + numberColumns - stringWidth(number)) * column;
  const interval = show === 'effect' && cell.effect !== null ? intervalWords(cell.effect, decimals) : '';
  const intervalStart = margin + (labelColumns + numberColumns + 2) * column;
  const barStart = intervalStart + (show === 'effect' ? intervalColumns : 0) * column;
  const length = margin + columns * column - barStart;
  return [
    textPiece(cut(label, labelColumns - 1), margin, baseline, { fill: light.text }),
    textPiece(number, numberStart, baseline, { fill: light.text, bold: true }),
    textPiece(interval, intervalStart, baseline, { fill: light.quiet }),
    bar(cell, show, scale, { x: barStart, y: y + 4, length }),
  ].join('');
}

function bar(
  cell: RankedRow['cell'],
  show: Quantity,
  scale: BarScale,
  { x, y, length }: { readonly x: number; readonly y: number; readonly length: number },
): string {
  const value = show === 'importance' ? cell.importance : (cell.effect?.estimate ?? 0);
  const at = (number: number): number => rounded(x + scale.place(number) * length);
  const [from, to] = [Math.min(at(0), at(value)), Math.max(at(0), at(value))];
  const unsure = show === 'effect' && cell.effect !== null && mayBeNothing(cell.effect);
  const colour = value < 0 ? light.againstTarget : light.forTarget;
  const fill = unsure ? `fill="none" stroke="${colour}" stroke-dasharray="3 2"` : `fill="${colour}"`;
  const { low = null, high = null } = show === 'effect' ? (cell.effect ?? {}) : {};
  const whisker =
    low === null || high === null
      ? ''
      : whiskerPath(`M${at(low)} ${y + 7.5}H${at(high)}M${at(low)} ${y + 4}v7M${at(high)} ${y + 4}v7`);
  return [
    `<rect x="${from}" y="${y}" width="${rounded(Math.max(1, to - from))}" height="15" ${fill}/>`,
    `<path d="M${at(0)} ${y - 4}v23" stroke="${light.quiet}" stroke-width="1"/>`,
    whisker,
  ].join('');
}

/** Dark on light, so that it is seen on the bar and beside it. */
function whiskerPath(path: string): string {
  return [
    `<path d="${path}" stroke="${light.ground}" stroke-width="3" fill="none"/>`,
    `<path d="${path}" stroke="${light.text}" stroke-width="1.2" fill="none"/>`,
  ].join('');
}
