import { baseStyles } from '@reagent/attribution-element';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoSettings } from '../settings.ts';
import { catalogue, exampleIds, type ExampleId } from './catalogue.ts';
import { exampleStyles } from './example-styles.ts';
import { first, firstId, loadStored } from './load-stored.ts';
import { settingsAfter } from './settings-after.ts';
import type { StoredExample } from './stored-example.ts';

/** The stored examples: one is chosen, shown, and may be tried with a model in the page. */
export class DemoExamples extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    settings: { attribute: false },
    chosen: { state: true },
    example: { state: true },
    loading: { state: true },
    problem: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, exampleStyles];

  /** What the page has now. */
  declare settings: DemoSettings | null;
  declare private chosen: ExampleId;
  /** The one that is shown: the one before, while the chosen one is fetched. */
  declare private example: StoredExample;
  declare private loading: boolean;
  declare private problem: string | null;

  constructor() {
    super();
    this.settings = null;
    this.chosen = firstId;
    this.example = first;
    this.loading = false;
    this.problem = null;
  }

  protected override render(): TemplateResult {
    const { chosen, example, loading, problem } = this;
    return html`<h2>Finished examples</h2>
      <fieldset class="picker">
        <legend class="hidden">Example</legend>
        ${exampleIds.map(
          (id) =>
            html`<label
              ><input
                type="radio"
                name="example"
                .checked=${id === chosen}
                @change=${() => void this.#choose(id)}
              /><span>${catalogue[id].title}</span></label
            >`,
        )}
      </fieldset>
      ${problem === null ? nothing : html`<p role="alert">${problem}</p>`}
      <p class="note">${catalogue[chosen].note}</p>
      <p class="meaning">
        Blue with a straight line speaks for what stands after the arrow, orange with a wave against it; the stronger
        the mark, the more its odds change when the piece is replaced.
      </p>
      <demo-replay .example=${example} aria-busy=${loading}></demo-replay>
      <p class="model">${modelWords(example.settings)}</p>
      <button type="button" @click=${() => this.#try()}>Try this text yourself</button>`;
  }

  async #choose(id: ExampleId): Promise<void> {
    this.chosen = id;
    this.problem = null;
    this.loading = true;
    const example = await loadStored(id).catch(() => null);
    if (this.chosen !== id) return; // another was chosen meanwhile
    this.loading = false;
    if (example !== null) this.example = example;
    else this.problem = 'This example could not be loaded. Choose it again to try once more.';
  }

  #try(): void {
    if (this.settings === null) return;
    const detail = settingsAfter(this.example.settings, this.settings);
    this.dispatchEvent(new CustomEvent('reagent-settings', { detail, bubbles: true, composed: true }));
    this.dispatchEvent(new Event('try-text'));
  }
}

function modelWords({ model, replacer }: DemoSettings): string {
  const name = model === 'tiny' ? 'the tiny model that comes with this page' : model.hub.replace(/^.*\//, '');
  const substitutes = replacer === 'roberta' ? 'words that a masked model proposes' : 'words drawn at random';
  return `A stored run of ${name}; words were replaced by ${substitutes}.`;
}
