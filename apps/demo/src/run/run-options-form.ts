import { html, type TemplateResult } from 'lit';
import { mostEvaluations } from '../leave/checked-settings.ts';
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
  const whole = (name: 'seed' | 'evaluations', least: number, most: number) => (event: Event) => {
    const input = event.target as HTMLInputElement;
    const value = input.valueAsNumber;
    if (Number.isSafeInteger(value) && value >= least && value <= most) change({ [name]: value });
    else input.value = String(settings[name]); // what the run will have
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
          @change=${whole('seed', 0, Number.MAX_SAFE_INTEGER)}
        />
      </label>
      <label>
        Most evaluations
        <input
          id="evaluations"
          type="number"
          min="1"
          max=${mostEvaluations}
          step="1"
          .value=${String(settings.evaluations)}
          @change=${whole('evaluations', 1, mostEvaluations)}
        />
      </label>
    </div>
  </details>`;
}

function valueOf(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}
