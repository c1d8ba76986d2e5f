import { granularities } from '@reagent/report/view';
import { html, nothing, type TemplateResult } from 'lit';
import type { Change, Shown } from '../state.ts';
import { choice } from './choice.ts';

const granularityWords = { token: 'Tokens', word: 'Words', sentence: 'Sentences' } as const;

/** What is shown, in which units, and of which target. */
export function toolbar({ view, show, granularity, target }: Shown, change: Change): TemplateResult {
  const quantities = [
    { value: 'effect', words: 'Effect' },
    { value: 'importance', words: 'Importance' },
  ] as const;
  const units = granularities.map((value) => ({ value, words: granularityWords[value] }));
  const targets = view.columns.map(({ label }, value) => ({ value, words: label }));
  return html`<div class="toolbar">
    ${choice('Show', quantities, show, (value) => change({ show: value }))}
    ${choice('by', units, granularity, (value) => change({ granularity: value, pointed: null }))}
    ${targets.length < 2 ? nothing : choice('of', targets, target, (value) => change({ target: value }))}
  </div>`;
}
