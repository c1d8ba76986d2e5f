import { light } from '../colours.ts';
import { wrap, type Cell, type Glyph } from '../glyphs.ts';
import { column, columns, line, margin, rounded } from './cell-grid.ts';
import { markLines } from './mark-lines.ts';
import { textPiece } from './text-line.ts';

/** A block of a picture: its height, and its parts when it begins at `top`. */
export interface Block {
  readonly height: number;
  at(top: number): string;
}

/** Wrapped text whose marked tokens stand on their colour, with the lines of the mark below. */
export function markedText(cells: readonly Cell[], lineHeight: number = line): Block {
  const lines = wrap(cells, columns);
  return {
    height: lines.length * lineHeight,
    at: (top) => lines.map((glyphs, index) => lineParts(glyphs, top + index * lineHeight)).join('\n'),
  };
}

function lineParts(glyphs: readonly Glyph[], top: number): string {
  let at = margin;
  return runsOf(glyphs)
    .map((run) => {
      const x = at;
      at += run.width * column;
      return runParts(run, x, top);
    })
    .join('');
}

interface Run {
  text: string;
  width: number;
  readonly cell: Cell;
  readonly bare: boolean;
}

function runParts({ text, width, cell, bare }: Run, x: number, top: number): string {
  const baseline = top + 15;
  const { strength, style } = cell;
  if (bare || strength === 0) {
    const fill = style === 'quiet' ? light.quiet : light.text;
    return textPiece(text, x, baseline, { fill, bold: style === 'target' });
  }
  const { background, text: fill } = light.mark[strength];
  const pixels = rounded(width * column);
  const colour = strength > 0 ? light.forTarget : light.againstTarget;
  return [
    `<rect x="${rounded(x)}" y="${top}" width="${pixels}" height="20" rx="2" fill="${background}"/>`,
    textPiece(text, x, baseline, { fill, bold: Math.abs(strength) === 3 }),
    markLines(strength, x, top + 22, pixels, colour),
  ].join('');
}

function runsOf(glyphs: readonly Glyph[]): Run[] {
  const runs: Run[] = [];
  for (const { text, width, cell, bare } of glyphs) {
    const last = runs.at(-1);
    if (last !== undefined && last.cell === cell && last.bare === bare) {
      last.text += text;
      last.width += width;
    } else runs.push({ text, width, cell, bare });
  }
  return runs;
}
