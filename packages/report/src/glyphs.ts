import stringWidth from 'string-width';
import type { Strength } from './strength.ts';

/** A stretch of shown text in one style. */
export interface Cell {
  /** What a terminal may be sent: escaped already. */
  readonly text: string;
  readonly strength: Strength;
  readonly style: 'token' | 'target' | 'quiet';
  /** Stays in one line, if a line holds it. */
  readonly whole?: boolean;
  /** The line ends after it, as in the text itself. */
  readonly endsLine?: boolean;
}

/** One character as people count them, with the columns it takes. */
export interface Glyph {
  readonly text: string;
  readonly width: number;
  readonly cell: Cell;
  /** Space at the edge of a word: has neither colour nor mark. */
  readonly bare: boolean;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function glyphsOf(cell: Cell): Glyph[] {
  const words = cell.text.trim();
  const start = cell.text.length - cell.text.trimStart().length;
  return Array.from(segmenter.segment(cell.text), ({ segment, index }) => ({
    text: segment,
    width: stringWidth(segment),
    cell,
    bare: words !== '' && (index < start || index >= start + words.length),
  }));
}

/** Lines of at most `width` columns: broken at spaces where there is one, else between characters. */
export function wrap(cells: readonly Cell[], width: number): Glyph[][] {
  const lines: Glyph[][] = [[]];
  for (const cell of cells) {
    for (const glyph of glyphsOf(cell)) {
      const line = lines.at(-1) as Glyph[];
      const full = line.length > 0 && columns(line) + glyph.width > width;
      if (full) lines.push(isGap(glyph) ? [] : cutWord(line));
      if (!full || !isGap(glyph)) (lines.at(-1) as Glyph[]).push(glyph);
    }
    if (cell.endsLine === true) lines.push([]);
  }
  return lines.filter((line, index) => line.length > 0 || index < lines.length - 1);
}

/** Takes the unfinished word off the end of a full line, if the line has more than that. */
function cutWord(line: Glyph[]): Glyph[] {
  const gap = line.findLastIndex(isGap);
  return gap > 0 ? line.splice(gap).slice(1) : [];
}

/** A space between words: where a line is broken it goes. */
function isGap(glyph: Glyph): boolean {
  return glyph.text === ' ' && (glyph.bare || (glyph.cell.style !== 'token' && glyph.cell.whole !== true));
}

function columns(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, glyph) => sum + glyph.width, 0);
}
