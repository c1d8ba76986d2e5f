import stringWidth from 'string-width';
import { light } from '../colours.ts';
import { cut } from '../cut.ts';
import { escapeMarkup } from '../markup/escape-markup.ts';
import type { Strength } from '../strength.ts';
import type { AttributionView, ViewCell } from '../view/attribution-view.ts';
import { cellNumber, effectDecimals } from '../view/cell-words.ts';
import { heatStrengths } from '../view/heat.ts';
import type { Quantity } from '../view/quantity.ts';
import { column, margin, rounded } from './cell-grid.ts';
import { markLines } from './mark-lines.ts';
import type { Block } from './marked-text.ts';
import { textPiece } from './text-line.ts';

const labelColumns = 20;
const headColumns = 16;
/** Of the columns' heads, in radians. */
const slant = (50 * Math.PI) / 180;
const cell = { width: 56, height: 24 };

/** Pixels that a heat map of so many targets takes. */
export function heatMapWidth(targets: number): number {
  return Math.ceil(2 * margin + labelColumns * column + targets * cell.width + headColumns * column * 0.6);
}

/** Rows: the context; columns: the targets. One scale for all; what comes after a target is empty. */
export function heatMap(view: AttributionView, show: Quantity): Block {
  const longest = Math.max(...view.columns.map(({ label }) => Math.min(headColumns, stringWidth(label))));
  const head = longest * column * Math.sin(slant) + 14;
  const marks = heatStrengths(view, show);
  const decimals = effectDecimals(view.columns.flatMap(({ cells }) => cells));
  const left = margin + labelColumns * column;
  return {
    height: head + view.rows.length * cell.height,
    at(top) {
      const heads = view.columns.map(({ label }, index) =>
        columnHead(label, left + index * cell.width, top + head - 8),
      );
      const rows = view.rows.flatMap(({ label }, row) => {
        const y = top + head + row * cell.height;
        const cells = view.columns.map((target, index) =>
          heatCell(target.cells[row], marks[index]?.[row] ?? 0, {
            x: left + index * cell.width,
            y,
            text: (each) => cellNumber(each, show, decimals),
          }),
        );
        return [textPiece(cut(label, labelColumns - 1), margin, y + 16, { fill: light.text }), ...cells];
      });
      return [...heads, ...rows].join('\n');
    },
  };
}

function columnHead(label: string, x: number, y: number): string {
  const place = `translate(${rounded(x + cell.width / 2)} ${rounded(y)}) rotate(${Math.round((-slant * 180) / Math.PI)})`;
  return `<text transform="${place}" fill="${light.text}" font-weight="bold">${escapeMarkup(cut(label, headColumns))}</text>`;
}

function heatCell(
  value: ViewCell | undefined,
  strength: Strength,
  { x, y, text }: { readonly x: number; readonly y: number; readonly text: (cell: ViewCell) => string },
): string {
  if (value === undefined || !value.before) return '';
  const colours = strength === 0 ? { background: light.ground, text: light.quiet } : light.mark[strength];
  const number = text(value);
  const start = x + (cell.width - number.length * column * 0.85) / 2;
  const box = `x="${rounded(x)}" y="${y}" width="${cell.width - 1}" height="${cell.height - 1}"`;
  const length = `textLength="${rounded(number.length * column * 0.85)}" lengthAdjust="spacingAndGlyphs"`;
  return [
    `<rect ${box} fill="${colours.background}" stroke="${light.line}" stroke-width="0.5"/>`,
    `<text x="${rounded(start)}" y="${y + 14}" ${length} fill="${colours.text}" font-size="12">${number}</text>`,
    strength === 0
      ? ''
      : markLines(strength, x + 8, y + cell.height - 8, cell.width - 17, colours.text).replace('1.4', '1'),
  ].join('');
}
