import stringWidth from 'string-width';

/** A label of at most `width` columns. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const glyphs = Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), (g) => g.segment);
  const taken: string[] = [];
  for (const glyph of glyphs) {
    if (stringWidth(taken.join('') + glyph) > width - 1) break;
    taken.push(glyph);
  }
  return `${taken.join('')}…`;
}
