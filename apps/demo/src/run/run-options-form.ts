import { html, type TemplateResult } from 'lit';
import { hasMaskedModel } from '../own-text/demo-models.ts';
import type { DemoSettings } from '../settings.ts';

const units = { token: 'tokens', word: 'words', sentence: 'sentences' } as const;
const replacers = { roberta: 'what a masked model proposes', random: 'random tokens' } as const;

/** What a run may be told beside its text. */
export function runOptionsForm(
  settings: DemoSettings,
  change: (changes: Partial<DemoSettings>) => void,
): TemplateResult {
  const known = hasMaskedModel(settings.model) ? (['roberta', 'random'] as const) : (['random'] as const);
  const whole = (least: number, take: (value: number) => void) => (event: Event) => {
    const value = Number((event.target as HTMLInputElement).value);
    if (Number.isSafeInteger(value) && value >= least) take(value);
  };
  return html`<details>
    <summary>Options of the run</summary>
    <div class="options">
      <label>
        Replace and explain
        <select id="unit" @change=${(event: Event) => change({ unit: valueOf(event) as DemoSettings['unit'] })}>
          ${Object.entries(units).map(([unit, words]) => html`<option value=${unit} .selected=${unit === settings.unit}>${words}</option>`)}
        </select>
      </label>
      <label>
        By
        <select
          id="replacer"
          @change=${(event: Event) => change({ replacer: valueOf(event) as DemoSettings['replacer'] })}
        >
          ${known.map((name) => html`<option value=${name} .selected=${name === settings.replacer}>${replacers[name]}</option>`)}
        </select>
      </label>
      <label>
        Seed
        <input
          id="seed"
          type="number"
          min="0"
          step="1"
          .value=${String(settings.seed)}
          @change=${whole(0, (seed) => change({ seed }))}
        />
      </label>
      <label>
        Most evaluations
        <input
          id="evaluations"
          type="number"
          min="1"
          step="1"
          .value=${String(settings.evaluations)}
          @change=${whole(1, (evaluations) => change({ evaluations }))}
        />
      </label>
    </div>
  </details>`;
}

function valueOf(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}
