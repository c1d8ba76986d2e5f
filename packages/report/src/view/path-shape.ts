import type { PathPoint } from '@reagent/core';
import type { AttributionView } from './attribution-view.ts';
import { sumOfImportance } from './sums.ts';

/** Where a chart draws, in its own units: labels stand right of it. */
export interface PathArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Least between two labels. */
  readonly labelHeight: number;
}

/** The recursion's path as a chart draws it. */
export interface PathShape {
  /** `58 %`: the importance at the top of the area. */
  readonly highest: string;
  readonly lastStep: number;
  readonly lines: readonly { readonly label: string; readonly points: string; readonly labelAt: number }[];
  /** All of it in a sentence. */
  readonly words: string;
}

/** More lines than this no chart tells apart. */
const mostLines = 5;

/**
 * The lines of the units that end highest, highest first, and their labels. Null: there is no path, or only its
 * beginning.
 */
export function pathShape(
  view: Pick<AttributionView, 'rows'>,
  path: readonly PathPoint[] | undefined,
  target: number,
  area: PathArea,
): PathShape | null {
  if (path === undefined || path.length < 2) return null;
  const lines = linesOf(view, path, target);
  const lastStep = path.at(-1)?.step ?? 0;
  const highest = Math.max(0.01, ...lines.flatMap(({ values }) => values));
  const x = (step: number): number => area.left + (step / lastStep) * area.width;
  const y = (value: number): number => area.top + (1 - value / highest) * area.height;
  const labels = spread(
    lines.map(({ values }) => y(values.at(-1) ?? 0)),
    area.labelHeight,
  );
  const ends = lines.map(({ label, values }) => `${label} ${percent(values.at(-1) ?? 0)}`);
  return {
    highest: percent(highest),
    lastStep,
    lines: lines.map(({ label, values }, index) => ({
      label,
      points: values.map((value, at) => `${tenth(x(path[at]?.step ?? 0))},${tenth(y(value))}`).join(' '),
      labelAt: tenth(labels[index] ?? 0),
    })),
    words: `Importance after ${lastStep} steps: ${ends.join(', ')}`,
  };
}

/** Of the units that end highest, highest first. */
function linesOf(
  { rows }: Pick<AttributionView, 'rows'>,
  path: readonly PathPoint[],
  target: number,
): { readonly label: string; readonly values: readonly number[] }[] {
  const lines = rows.map(({ tokens, label }) => ({
    label,
    values: path.map(({ importance }) =>
      sumOfImportance(tokens.map((position) => importance[target]?.[position] ?? 0)),
    ),
  }));
  return lines
    .filter(({ values }) => values.some((value) => value > 0))
    .sort((a, b) => (b.values.at(-1) ?? 0) - (a.values.at(-1) ?? 0))
    .slice(0, mostLines);
}

/** Heights of labels, moved apart so that each can be read; the order stays. */
function spread(heights: readonly number[], least: number): number[] {
  let above = -Infinity;
  return heights.map((height) => (above = Math.max(height, above + least)));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
