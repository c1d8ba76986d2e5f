import { cellWords, strengthWords } from '@reagent/report/view';
import { html, type TemplateResult } from 'lit';
import type { Shown } from '../state.ts';

/** The numbers of the unit under the pointer or the focus. It is no live region: the unit's own name says the same. */
export function details({ view, target, show, pointed }: Shown): TemplateResult {
  const row = pointed === null ? undefined : view.rows[pointed];
  const cell = pointed === null ? undefined : view.columns[target]?.cells[pointed];
  if (row === undefined || cell === undefined) {
    return html`<p class="details quiet">
      Point at a piece of the text, or move through it with the arrow keys, for its numbers.
    </p>`;
  }
  const words = strengthWords(cell.strength[show], show);
  return html`<p class="details">
    <strong>${row.label}</strong> ${cellWords(cell)}${words === '' ? '' : ` — ${words}`}
  </p>`;
}
