import { html, nothing, type TemplateResult } from 'lit';
import { errorWords } from '../error-words.ts';

/** What went wrong and what to do; read out as it appears. */
export function problemBox(error: unknown, retry: (() => void) | null = null): TemplateResult {
  const { problem, advice, code } = errorWords(error);
  return html`<div class="problem" role="alert">
    <p>${problem}${code === null ? nothing : html` <span class="quiet">[${code}]</span>`}</p>
    <p>${advice} ${retry === null ? nothing : html`<button type="button" @click=${retry}>Try again</button>`}</p>
  </div>`;
}
