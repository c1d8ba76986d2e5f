import { baseStyles } from '@reagent/attribution-element';
import { listStoredModels, removeStoredModels, type StoredModel } from '@reagent/backend-webgpu';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { sameChoice, type DemoModels, type ModelChoice } from './demo-models.ts';
import { deviceWords, isObject } from './device-words.ts';
import { offeredModels } from './model-catalogue.ts';
import { formStyles, tokenStyles } from './own-text-styles.ts';
import { problemBox } from './problem-box.ts';
import { sizeWords } from './size-words.ts';

/** Formats that a page can run, with what they are called on the Hub. */
const dtypes = ['fp32', 'fp16', 'q8', 'q4', 'q4f16'];

/** The model that is worked with, larger ones to take, and the files that are kept. Tells of a choice as `model-chosen`. */
export class ModelChoiceElement extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    models: { attribute: false },
    choice: { attribute: false },
    kept: { state: true },
    told: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, formStyles, tokenStyles];

  declare models: DemoModels | null;
  declare choice: ModelChoice;
  declare private kept: readonly StoredModel[];
  /** Counts what the models told. */
  declare private told: number;
  #end: () => void = () => {};

  constructor() {
    super();
    this.models = null;
    this.choice = 'tiny';
    this.kept = [];
    this.told = 0;
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('models')) return;
    this.#end();
    this.#end =
      this.models?.subscribe(() => {
        this.told += 1;
        if (this.models?.state.phase !== 'loading') void this.#look();
      }) ?? (() => {});
    void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override render(): TemplateResult {
    return html`<h3>Model</h3>
      ${this.#current()}
      <details>
        <summary>Take a larger model</summary>
        <p class="quiet">
          Nothing is loaded before you ask for it. Loading asks huggingface.co for the model’s files; your text stays
          here. Sizes are those that the models’ pages state.
        </p>
        <ul class="models">
          ${offeredModels.map(
            ({ hub, dtype, name, megabytes, licence }) =>
              html`<li>
                <span>${name} <span class="quiet">${hub}, ${dtype}: ${megabytes} MB, ${licence}</span></span>
                <button type="button" @click=${() => this.#choose({ hub, dtype })}>
                  Load<span class="hidden"> ${name}</span>
                </button>
              </li>`,
          )}
        </ul>
        <form class="row" @submit=${(event: SubmitEvent) => this.#chooseTyped(event)}>
          <label
            >Another model of the Hub
            <input
              name="hub"
              required
              placeholder="owner/name"
              pattern="[^\\s\\/]+\\/[^\\s\\/]+"
              autocomplete="off"
              spellcheck="false"
          /></label>
          <label
            >Format
            <select name="dtype">
              ${dtypes.map((dtype) => html`<option>${dtype}</option>`)}
            </select></label
          >
          <button type="submit">Load it</button>
        </form>
      </details>
      ${this.#keptFiles()}`;
  }

  #current(): TemplateResult {
    const { choice, models } = this;
    const name = choice === 'tiny' ? 'the site’s own tiny model' : `${choice.hub}, ${choice.dtype}`;
    const back =
      choice === 'tiny'
        ? nothing
        : html`<button type="button" @click=${() => this.#choose('tiny')}>Back to the tiny model</button>`;
    const state = models?.state;
    const load = (): void => void models?.load(choice).catch(() => undefined); // shown as the state
    if (state === undefined || state.phase === 'none' || !sameChoice(state.choice, choice)) {
      return html`<p class="row">
        ${name} is not loaded. <button type="button" @click=${load}>Load it</button> ${back}
      </p>`;
    }
    if (state.phase === 'failed')
      return html`<p>${name}</p>
        ${problemBox(state.error, load)}
        <p>${back}</p>`;
    if (state.open !== null) {
      const { device, execution } = state.open.backend.provenance ?? {};
      return html`<p class="row" role="status">
        <span>${name}, ${deviceWords(device, isObject(execution) ? execution : {})}</span> ${back}
      </p>`;
    }
    const { progress } = state;
    const { bytes = 0, total = null } = progress ?? {};
    const words =
      progress === null || bytes === total
        ? 'getting it ready'
        : `${sizeWords(bytes)}${total === null ? '' : ` of ${sizeWords(total)}`}`;
    return html`<p class="row">
        <span>Loading ${name}: ${words}</span>
        ${choice === 'tiny' ? nothing : html`<button type="button" @click=${() => models?.cancel()}>Cancel</button>`}
        ${back}
      </p>
      ${
        progress === null || total === null
          ? html`<progress aria-label="Loading"></progress>`
          : html`<progress aria-label="Loading" max=${total} .value=${bytes}></progress>`
      }`;
  }

  #keptFiles(): TemplateResult | typeof nothing {
    if (this.kept.length === 0) return nothing;
    return html`<details>
      <summary>Kept in this browser: ${sizeWords(this.kept.reduce((sum, { bytes }) => sum + bytes, 0))}</summary>
      <ul class="kept">
        ${this.kept.map(
          ({ model, bytes }) =>
            html`<li>
              <span>${model} <span class="quiet">${sizeWords(bytes)}</span></span>
              <button type="button" @click=${() => this.#remove(model)}>
                Remove<span class="hidden"> the files of ${model}</span>
              </button>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  #choose(choice: ModelChoice): void {
    this.dispatchEvent(new CustomEvent<ModelChoice>('model-chosen', { detail: choice }));
    void this.models?.load(choice).catch(() => undefined); // shown as the state
  }

  #chooseTyped(event: SubmitEvent): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    this.#choose({ hub: String(data.get('hub')).trim(), dtype: String(data.get('dtype')) });
  }

  async #remove(model: string): Promise<void> {
    await removeStoredModels(model);
    await this.#look();
  }

  async #look(): Promise<void> {
    const stored = await listStoredModels().catch(() => []); // a browser that keeps nothing
    this.kept = stored.filter(({ model }) => !URL.canParse(model)); // the site's own are its business
  }
}
