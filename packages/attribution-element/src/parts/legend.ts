import { legendEntries } from '@reagent/report/view';
import { html, type TemplateResult } from 'lit';
import { markClass } from '../mark-class.ts';
import type { Shown } from '../state.ts';

/** @param target its place; null: of all targets */
export function legend({ view, show }: Shown, target: number | null): TemplateResult {
  const entries = legendEntries(view, target, show);
  if (entries.length === 0) return html`<p class="legend quiet">Nothing stands out.</p>`;
  return html`<ul class="legend">
    ${entries.map(
      ({ strengths, words }) =>
        html`<li>
          <span aria-hidden="true"
            >${strengths.map((strength) => html`<span class="sample ${markClass(strength)}">ab</span>`)}</span
          >
          ${words} (strong, clear, weak)
        </li>`,
    )}
  </ul>`;
}
