import { effectNotes, factWords, importanceNotes, standOut } from '@reagent/report/view';
import { html, type TemplateResult } from 'lit';
import type { Shown } from '../state.ts';

/** What the numbers are, what stands out, and what the run cost. */
export function facts({ result, show, target, granularity }: Shown): TemplateResult {
  const notes = show === 'effect' ? effectNotes(result, target) : importanceNotes(result, target);
  const sums =
    granularity === 'token'
      ? []
      : ['Several tokens in one: their numbers are added up; an interval is known only for single tokens.'];
  return html`<div class="facts quiet">
    ${[...standOut(result, target), ...notes, ...sums].map((note) => html`<p>${note}</p>`)}
    <p>${factWords(result).join(' · ')}</p>
  </div>`;
}
