import stringWidth from 'string-width';
import { escapeMarkup } from '../markup/escape-markup.ts';
import { column, rounded } from './cell-grid.ts';

export interface TextStyle {
  readonly fill: string;
  readonly bold?: boolean;
}

/** A piece of text held to the grid: as wide as its columns, whatever the widths of the font's characters are. */
export function textPiece(text: string, x: number, y: number, { fill, bold = false }: TextStyle): string {
  const shown = text.trimEnd();
  if (shown.trim() === '') return '';
  const indent = stringWidth(shown) - stringWidth(shown.trimStart());
  const length = rounded(stringWidth(shown.trimStart()) * column);
  const place = `x="${rounded(x + indent * column)}" y="${rounded(y)}" textLength="${length}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${place} fill="${fill}"${bold ? ' font-weight="bold"' : ''}>${escapeMarkup(shown.trimStart())}</text>`;
}
