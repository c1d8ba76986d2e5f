import { pathShape } from '@reagent/report/view';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Shown } from '../state.ts';

const size = { width: 640, height: 240 };
const area = { left: 44, top: 12, width: 446, height: 198, labelHeight: 16 };
const [bottom, right] = [area.top + area.height, area.left + area.width];

/** How the importance came about: a line a unit, over the steps. Dashes tell the lines apart where colours do not. */
export function pathChart({ result, view, target }: Shown): TemplateResult | typeof nothing {
  const shape = pathShape(view, result.path, target, area);
  if (shape === null) return nothing;
  return html`<figure class="path">
    <figcaption>The recursion’s path: importance after each step</figcaption>
    <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label=${shape.words}>
      <path class="axis" d=${`M${area.left} ${area.top}V${bottom}H${right}`} />
      <text class="tick end" x=${area.left - 6} y=${area.top + 4}>${shape.highest}</text>
      <text class="tick end" x=${area.left - 6} y=${bottom + 4}>0 %</text>
      <text class="tick" x=${area.left} y=${bottom + 20}>step 0</text>
      <text class="tick end" x=${right} y=${bottom + 20}>step ${shape.lastStep}</text>
      ${shape.lines.map(
        ({ label, points, labelAt }, index) => svg`
          <polyline class="line line-${index}" points=${points} />
          <text class="tick" x=${right + 8} y=${labelAt + 4}>${short(label)}</text>`,
      )}
    </svg>
  </figure>`;
}

function short(label: string): string {
  const characters = [...label];
  return characters.length <= 18 ? label : `${characters.slice(0, 17).join('')}…`;
}
