import { pathLines, type PathLine } from '@reagent/report/view';
import { html, svg, type TemplateResult } from 'lit';
import type { Shown } from '../state.ts';

const size = { width: 640, height: 240, left: 44, right: 150, top: 12, bottom: 30 };
const most = 5;

/** How the importance came about: a line a unit, over the steps. Dashes tell the lines apart where colours do not. */
export function pathChart({ view, target, path }: Shown): TemplateResult {
  const lines = pathLines(view, path, target, most);
  const steps = path.map(({ step }) => step);
  const last = Math.max(1, ...steps);
  const highest = Math.max(0.01, ...lines.flatMap(({ values }) => values));
  const x = (step: number): number => size.left + (step / last) * (size.width - size.left - size.right);
  const y = (value: number): number =>
    size.height - size.bottom - (value / highest) * (size.height - size.top - size.bottom);
  const labels = spread(lines.map(({ values }) => y(values.at(-1) ?? 0)));
  return html`<figure class="path">
    <figcaption>The recursion’s path: importance after each step</figcaption>
    <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label=${pathWords(lines, last)}>
      <path class="axis" d=${`M${size.left} ${size.top}V${y(0)}H${x(last)}`} />
      <text class="tick end" x=${size.left - 6} y=${y(highest) + 4}>${(100 * highest).toFixed(0)} %</text>
      <text class="tick end" x=${size.left - 6} y=${y(0) + 4}>0 %</text>
      <text class="tick" x=${size.left} y=${y(0) + 20}>step 0</text>
      <text class="tick end" x=${x(last)} y=${y(0) + 20}>step ${last}</text>
      ${lines.map(
        ({ label, values }, index) => svg`
          <polyline class="line line-${index}" points=${values.map((value, at) => `${x(steps[at] ?? 0)},${y(value)}`).join(' ')} />
          <text class="tick" x=${x(last) + 8} y=${(labels[index] ?? 0) + 4}>${short(label)}</text>`,
      )}
    </svg>
  </figure>`;
}

function pathWords(lines: readonly PathLine[], last: number): string {
  const ends = lines.map(({ label, values }) => `${label} ${(100 * (values.at(-1) ?? 0)).toFixed(0)} %`);
  return `Importance after ${last} steps: ${ends.join(', ')}`;
}

function short(label: string): string {
  const characters = [...label];
  return characters.length <= 18 ? label : `${characters.slice(0, 17).join('')}…`;
}

/** Heights of labels, moved apart so that each can be read; the order stays. */
function spread(heights: readonly number[]): number[] {
  let above = -Infinity;
  return heights.map((height) => (above = Math.max(height, above + 16)));
}
