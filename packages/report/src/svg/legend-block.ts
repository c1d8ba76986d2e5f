import { light } from '../colours.ts';
import { cut } from '../cut.ts';
import type { Cell } from '../glyphs.ts';
import type { Strength } from '../strength.ts';
import type { AttributionView } from '../view/attribution-view.ts';
import type { Quantity } from '../view/quantity.ts';
import { legendEntries } from '../view/legend-entries.ts';
import { column, columns, margin } from './cell-grid.ts';
import { markLines } from './mark-lines.ts';
import { markedText, type Block } from './marked-text.ts';
import { textPiece } from './text-line.ts';

const sample = 30;

/** A coloured sample of each mark that is there, and what it means. */
export function legendBlock(view: AttributionView, target: number | null, show: Quantity): Block {
  const entries = legendEntries(view, target, show);
  if (entries.length === 0) {
    const none: Cell = { text: 'no token stands out', strength: 0, style: 'quiet' };
    return markedText([none], 24);
  }
  return {
    height: entries.length * 30,
    at: (top) => entries.map(({ strengths, words }, index) => entry(strengths, words, top + index * 30)).join('\n'),
  };
}

function entry(strengths: readonly Exclude<Strength, 0>[], words: string, top: number): string {
  const samples = strengths.map((strength, index) => {
    const x = margin + index * (sample + 4);
    const colour = strength > 0 ? light.forTarget : light.againstTarget;
    const box = `<rect x="${x}" y="${top}" width="${sample}" height="14" rx="2" fill="${light.mark[strength].background}"/>`;
    return box + markLines(strength, x, top + 16, sample, colour);
  });
  const start = margin + strengths.length * (sample + 4) + column;
  const room = Math.floor((columns * column + margin - start) / column);
  return (
    samples.join('') + textPiece(cut(`${words} (strong, clear, weak)`, room), start, top + 12, { fill: light.quiet })
  );
}
