import {
  barScale,
  cellNumber,
  effectDecimals,
  intervalWords,
  mayBeNothing,
  numbersOf,
  ranked,
  type BarScale,
  type RankedRow,
} from '@reagent/report/view';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Change, Shown } from '../state.ts';

const most = 10;

/** The strongest units first: name, number, interval, and a bar from 0 with the interval as a line on it. */
export function bars(shown: Shown, change: Change): TemplateResult {
  const { view, target, show, all } = shown;
  const rows = ranked(view, target, show);
  if (rows.length === 0) return html``;
  const listed = all ? rows : rows.slice(0, most);
  const scale = barScale(
    listed.flatMap(({ cell }) => (show === 'importance' ? [cell.importance] : effectNumbers(cell))),
  );
  const decimals = effectDecimals(listed.map(({ cell }) => cell));
  return html`<table class="bars">
      <caption>
        Strongest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Piece</th>
          <th scope="col">${show === 'effect' ? 'Effect' : 'Share'}</th>
          ${show === 'effect' ? html`<th scope="col">95 % interval</th>` : nothing}
          <th scope="col"><span class="hidden">Bar</span></th>
        </tr>
      </thead>
      <tbody>
        ${listed.map((each) => barRow(each, shown, { scale, decimals }, change))}
      </tbody>
    </table>
    ${
      rows.length <= most
        ? nothing
        : html`<button class="more" type="button" @click=${() => change({ all: !all })}>
            ${all ? `Show the first ${most}` : `Show all ${rows.length}`}
          </button>`
    }`;
}

function effectNumbers({ effect }: RankedRow['cell']): number[] {
  return effect === null ? [] : numbersOf(effect);
}

function barRow(
  { index, row, cell }: RankedRow,
  { show, pointed }: Shown,
  { scale, decimals }: { readonly scale: BarScale; readonly decimals: number },
  change: Change,
): TemplateResult {
  const unsure = show === 'effect' && cell.effect !== null && mayBeNothing(cell.effect);
  return html`<tr
    class=${index === pointed ? 'pointed' : ''}
    @pointerenter=${() => change({ pointed: index })}
    @pointerleave=${() => change({ pointed: null })}
  >
    <th scope="row">${row.label}</th>
    <td class="number">${cellNumber(cell, show, decimals)}</td>
    ${
      show === 'effect'
        ? html`<td class="interval">
            ${cell.effect === null ? '' : intervalWords(cell.effect, decimals)}${unsure ? html` <em>may be none</em>` : nothing}
          </td>`
        : nothing
    }
    <td class="bar">${bar(cell, show, scale, unsure)}</td>
  </tr>`;
}

/** Stretched to the width of its cell: lengths are per mille of it. */
function bar(cell: RankedRow['cell'], show: Shown['show'], scale: BarScale, unsure: boolean): TemplateResult {
  const value = show === 'importance' ? cell.importance : (cell.effect?.estimate ?? 0);
  const at = (number: number): number => Math.round(1000 * scale.place(number));
  const [from, to] = [Math.min(at(0), at(value)), Math.max(at(0), at(value))];
  const { low = null, high = null } = show === 'effect' ? (cell.effect ?? {}) : {};
  const whisker = low === null || high === null ? '' : `M${at(low)} 10H${at(high)}M${at(low)} 5v10M${at(high)} 5v10`;
  return html`<svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
    <rect
      class="${value < 0 ? 'against' : 'for'} ${unsure ? 'unsure' : ''}"
      x=${from}
      y="2"
      width=${Math.max(2, to - from)}
      height="16"
    />
    <path class="zero" d=${`M${at(0)} 0V20`} />
    ${whisker === '' ? nothing : svg`<path class="halo" d=${whisker} /><path class="whisker" d=${whisker} />`}
  </svg>`;
}
