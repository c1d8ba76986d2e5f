import type { AttributionResult } from '@reagent/core';
import { light } from '../colours.ts';
import { effectNotes } from '../effect-section.ts';
import { facts } from '../facts.ts';
import type { Cell } from '../glyphs.ts';
import { importanceNotes } from '../importance-section.ts';
import { escapeMarkup } from '../markup/escape-markup.ts';
import { standOut } from '../stand-out.ts';
import { targetsLabel } from '../target-words.ts';
import { attributionView, type AttributionView } from '../view/attribution-view.ts';
import type { Granularity } from '../view/granularity.ts';
import type { Quantity } from '../view/quantity.ts';
import { headlineCells } from '../view/view-cells.ts';
import { bars } from './bars.ts';
import { columns, margin, width } from './cell-grid.ts';
import { heatMap, heatMapWidth } from './heat-map.ts';
import { legendBlock } from './legend-block.ts';
import { markedText, type Block } from './marked-text.ts';
import { pathChart } from './path-chart.ts';

export interface SvgOptions {
  /** Default `effect`. */
  readonly show?: Quantity;
  /** Default `token`. */
  readonly granularity?: Granularity;
  /** Bars for each target. Default 8. */
  readonly top?: number;
}

const gap = 14;
const closeLines = 20;

/**
 * A result as a picture that stands alone: no script, no style from elsewhere, no font but the reader's. For one target
 * its text with marks, a legend, bars with intervals and the recursion's path, if it was kept; for several a heat map, and
 * these for each.
 */
export function renderSvg(result: AttributionResult, options: SvgOptions = {}): string {
  const { show = 'effect', granularity = 'token', top = 8 } = options;
  const view = attributionView(result, granularity);
  const several = view.columns.length > 1;
  const blocks = [
    ...(several ? [legendBlock(view, null, show), heatMap(view, show)] : []),
    ...view.columns.flatMap((_, target) => section(result, view, target, { show, top })),
    note(facts(result, columns)),
  ];
  const wide = several ? Math.max(width, heatMapWidth(view.columns.length)) : width;
  return picture(blocks, wide, `What ${targetsLabel(result.targets)} rests on`);
}

function section(
  result: AttributionResult,
  view: AttributionView,
  target: number,
  { show, top }: { readonly show: Quantity; readonly top: number },
): Block[] {
  const words = show === 'effect' ? effectNotes(result, target) : importanceNotes(result, target);
  return [
    markedText(headlineCells(view, target, show)),
    legendBlock(view, target, show),
    bars(view, target, show, top),
    pathChart(view, result.path, target),
    note([...standOut(result, target), ...words]),
  ];
}

function note(lines: readonly string[]): Block {
  const blocks = lines.map((text): Block =>
    markedText([{ text, strength: 0, style: 'quiet' } satisfies Cell], closeLines),
  );
  return stacked(blocks, 0);
}

function stacked(blocks: readonly Block[], between: number): Block {
  const shown = blocks.filter(({ height }) => height > 0);
  return {
    height: shown.reduce((sum, { height }) => sum + height, Math.max(0, shown.length - 1) * between),
    at(top) {
      let at = top;
      return shown
        .map((block) => {
          const part = block.at(at);
          at += block.height + between;
          return part;
        })
        .join('\n');
    },
  };
}

function picture(blocks: readonly Block[], wide: number, title: string): string {
  const all = stacked(blocks, gap);
  const height = Math.ceil(all.height + 2 * margin);
  const font = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${height}" width="${wide}" height="${height}" role="img" font-family="${font}" font-size="14" xml:space="preserve">
<title>${escapeMarkup(title)}</title>
<rect width="${wide}" height="${height}" fill="${light.ground}"/>
${all.at(margin)}
</svg>
`;
}
