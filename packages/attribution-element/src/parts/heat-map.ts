import {
  cellNumber,
  cellWords,
  effectDecimals,
  heatStrengths,
  type Strength,
  type ViewRow,
} from '@reagent/report/view';
import { html, type TemplateResult } from 'lit';
import { markClass } from '../mark-class.ts';
import { moveFocus, onEnter } from '../roving-focus.ts';
import type { Change, Shown } from '../state.ts';

/** Rows: the context; columns: the targets; one scale for all. */
export function heatMap(shown: Shown, change: Change): TemplateResult {
  const { view, show, target } = shown;
  const marks = heatStrengths(view, show);
  const decimals = effectDecimals(view.columns.flatMap(({ cells }) => cells));
  return html`<div class="scroll">
    <table class="heat" role="grid" aria-label=${`${show} of each piece on each explained token`} @keydown=${moveFocus}>
      <thead>
        <tr>
          <td></td>
          ${view.columns.map(
            ({ label }, column) =>
              html`<th scope="col" class=${column === target ? 'chosen' : ''}><span>${label}</span></th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${view.rows.map((row, index) => heatRow(row, index, shown, { marks, decimals }, change))}
      </tbody>
    </table>
  </div>`;
}

function heatRow(
  row: ViewRow,
  index: number,
  { view, show, target, pointed }: Shown,
  { marks, decimals }: { readonly marks: readonly (readonly Strength[])[]; readonly decimals: number },
  change: Change,
): TemplateResult {
  const inTabOrder = (column: number): boolean => column === target && index === (pointed ?? 0);
  return html`<tr class=${index === pointed ? 'pointed' : ''}>
    <th scope="row">${row.label}</th>
    ${view.columns.map(({ label, cells }, column) => {
      const cell = cells[index];
      if (cell?.before !== true) return html`<td class="none"><span class="hidden">not before it</span></td>`;
      return html`<td
        class=${markClass(marks[column]?.[index] ?? 0)}
        data-row=${index}
        data-column=${column}
        tabindex=${inTabOrder(column) ? 0 : -1}
        title=${`${row.label} on ${label}: ${cellWords(cell)}`}
        @focus=${() => change({ target: column, pointed: index })}
        @click=${() => change({ target: column, pointed: index, chosen: index })}
        @keydown=${onEnter(() => change({ target: column, pointed: index, chosen: index }))}
      >
        <span>${cellNumber(cell, show, decimals)}</span>
      </td>`;
    })}
  </tr>`;
}
