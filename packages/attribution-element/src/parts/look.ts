import { html, type TemplateResult } from 'lit';
import type { Change, Shown } from '../state.ts';
import { choice } from './choice.ts';

const marksWords = [
  { value: 'colour', words: 'Colours' },
  { value: 'underline', words: 'Lines only' },
] as const;

/** How the text is marked: how readily, and by what. */
export function look({ strength, marks }: Shown, change: Change): TemplateResult {
  return html`<div class="look">
    <div class="strength">
      <span class="quiet" aria-hidden="true">fewer marks</span>
      <input
        type="range"
        aria-label="How many pieces are marked"
        min="-1"
        max="1"
        step="0.25"
        .value=${String(strength)}
        aria-valuetext=${strengthValue(strength)}
        @input=${(event: Event) => change({ strength: (event.target as HTMLInputElement).valueAsNumber })}
      />
      <span class="quiet" aria-hidden="true">more</span>
    </div>
    ${choice('as', marksWords, marks, (value) => change({ marks: value }))}
  </div>`;
}

function strengthValue(strength: number): string {
  if (strength === 0) return 'as usual';
  return strength < 0 ? 'only the strongest' : 'weak ones too';
}
