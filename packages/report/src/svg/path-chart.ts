import type { PathPoint } from '@reagent/core';
import { light } from '../colours.ts';
import { cut } from '../cut.ts';
import { escapeMarkup } from '../markup/escape-markup.ts';
import type { AttributionView } from '../view/attribution-view.ts';
import { pathShape, type PathShape } from '../view/path-shape.ts';
import { column, columns, margin, rounded } from './cell-grid.ts';
import type { Block } from './marked-text.ts';
import { textPiece } from './text-line.ts';

const head = 28;
const plot = 160;
const scaleColumns = 7;
const labelColumns = 22;
const left = rounded(margin + scaleColumns * column);
const width = rounded((columns - scaleColumns - labelColumns) * column);
/** Lines are told apart without colour: as in the web component. */
const lineStyles = [
  { stroke: light.forTarget },
  { stroke: light.forTarget, dashes: '8 3' },
  { stroke: light.forTarget, dashes: '3 3' },
  { stroke: light.quiet, dashes: '8 3 2 3' },
  { stroke: light.quiet, dashes: '1 4' },
];

/** How the importance came about, over the steps; no block where that was not kept. */
export function pathChart(view: AttributionView, path: readonly PathPoint[] | undefined, target: number): Block {
  const shapeAt = (top: number): PathShape | null =>
    pathShape(view, path, target, { left, top, width, height: plot, labelHeight: 18 });
  return {
    height: shapeAt(0) === null ? 0 : head + plot + 28,
    at(top) {
      const shape = shapeAt(top + head);
      return shape === null ? '' : chart(shape, top);
    },
  };
}

function chart({ highest, lastStep, lines, words }: PathShape, top: number): string {
  const [bottom, right] = [top + head + plot, left + width];
  const quiet = { fill: light.quiet };
  const endingAt = (text: string, x: number): number => x - text.length * column;
  const last = `step ${lastStep}`;
  return [
    `<g role="img"><title>${escapeMarkup(words)}</title>`,
    textPiece('The recursion’s path: importance after each step', margin, top + 12, { fill: light.text }),
    `<path d="M${left} ${top + head}V${bottom}H${right}" fill="none" stroke="${light.quiet}"/>`,
    textPiece(highest, endingAt(highest, left - 6), top + head + 5, quiet),
    textPiece('0 %', endingAt('0 %', left - 6), bottom + 5, quiet),
    textPiece('step 0', left, bottom + 20, quiet),
    textPiece(last, endingAt(last, right), bottom + 20, quiet),
    ...lines.map(({ label, points, labelAt }, index) => {
      const { stroke, dashes } = lineStyles[index] ?? { stroke: light.quiet };
      const dashed = dashes === undefined ? '' : ` stroke-dasharray="${dashes}"`;
      return (
        `<polyline points="${points}" fill="none" stroke="${stroke}" stroke-width="2.5"${dashed}/>` +
        textPiece(cut(label, labelColumns - 2), right + column, labelAt + 5, { fill: light.text })
      );
    }),
    '</g>',
  ].join('');
}
