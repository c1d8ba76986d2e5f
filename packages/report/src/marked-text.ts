import { wrap, type Cell, type Glyph } from './glyphs.ts';
import { mark, type Palette } from './palette.ts';

/** Text in colour, wrapped, with a line of marks under each line that has any. */
export function markedText(cells: readonly Cell[], width: number, palette: Palette): string[] {
  return wrap(cells, width).flatMap((line) => {
    const marks = marksUnder(line);
    return marks === '' ? [painted(line, palette)] : [painted(line, palette), marks];
  });
}

function marksUnder(line: readonly Glyph[]): string {
  return line
    .map((glyph) => (glyph.bare ? ' ' : mark(glyph.cell.strength)).repeat(glyph.width))
    .join('')
    .trimEnd();
}

function painted(line: readonly Glyph[], palette: Palette): string {
  return runs(line)
    .map(({ text, cell, bare }) => {
      if (bare) return text;
      if (cell.style === 'target') return palette.target(text);
      return cell.style === 'quiet' ? palette.quiet(text) : palette.token(text, cell.strength);
    })
    .join('');
}

/** Neighbours of one style in one piece, so that each is painted once. */
function runs(line: readonly Glyph[]): { text: string; cell: Cell; bare: boolean }[] {
  const pieces: { text: string; cell: Cell; bare: boolean }[] = [];
  for (const { text, cell, bare } of line) {
    const last = pieces.at(-1);
    if (last !== undefined && last.cell === cell && last.bare === bare) last.text += text;
    else pieces.push({ text, cell, bare });
  }
  return pieces;
}
