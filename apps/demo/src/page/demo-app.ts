import { baseStyles, unitChosen, type UnitChosen } from '@reagent/attribution-element';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoModels } from '../own-text/demo-models.ts';
import type { DemoRun, DemoSettings } from '../settings.ts';
import { firstSettings } from './first-settings.ts';
import { headingStyles } from './heading-styles.ts';
import { loadLaterParts } from './later-parts.ts';
import { pageStyles } from './page-styles.ts';
import { painted } from './painted.ts';

/** The page: a finished example, a text of one's own, the run, its result, and how to leave with it. */
export class DemoApp extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    settings: { state: true },
    run: { state: true },
    models: { state: true },
    unit: { state: true },
    parts: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, headingStyles, pageStyles];

  declare private settings: DemoSettings;
  declare private run: DemoRun | null;
  /** Of the part where a text is typed, which opens them; null: it is not there yet. */
  declare private models: DemoModels | null;
  /** The piece of the result that was clicked. */
  declare private unit: UnitChosen | null;
  /** Whether all that needs no model to be shown has come. */
  declare private parts: 'coming' | 'there' | 'failed';

  constructor() {
    super();
    this.settings = firstSettings;
    this.run = null;
    this.models = null;
    this.unit = null;
    this.parts = 'coming';
    this.#listen('reagent-models', (models: DemoModels) => (this.models = models));
    this.#listen('reagent-settings', (settings: DemoSettings) => (this.settings = settings));
    this.#listen('reagent-run', (run: DemoRun) => {
      this.run = run;
      this.unit = null;
    });
    this.#listen(unitChosen, (unit: UnitChosen) => (this.unit = unit));
  }

  #listen<Detail>(name: string, take: (detail: Detail) => void): void {
    this.addEventListener(name, (event) => take((event as CustomEvent<Detail>).detail));
  }

  /** Nothing else is asked for before the first example is on the screen. */
  protected override async firstUpdated(): Promise<void> {
    await painted();
    await this.#loadParts();
  }

  async #loadParts(): Promise<void> {
    this.parts = 'coming';
    try {
      await loadLaterParts();
      this.parts = 'there';
    } catch (error) {
      console.error(error); // the page says what to do; who works on it wants to know why
      this.parts = 'failed';
    }
  }

  protected override render(): TemplateResult {
    const { settings, models } = this;
    return html`<div class="column">
      <header>
        <h1>Why did the model say that?</h1>
        <p class="lede">
          A language model reads a text and chooses what comes next. Here you see which pieces of the text made it
          choose: they are replaced by others, and the model is asked again.
        </p>
      </header>
      <main>
        <section class="card" aria-label="Finished examples">
          <demo-examples .settings=${settings} @try-text=${() => this.#showOwnText()}></demo-examples>
        </section>
        <demo-link @reagent-settings=${() => this.#showOwnText()}></demo-link>
        <div class="card" id="own" tabindex="-1">
          ${this.#partsNews()}
          <demo-own-text .settings=${settings}></demo-own-text>
          <demo-run .settings=${settings} .models=${models}></demo-run>
        </div>
        ${this.#result()}
      </main>
      <footer>
        <p>
          Everything happens in this browser. No text leaves it, and nothing is fetched from another site unless you ask
          for a model of the Hugging Face Hub.
        </p>
        <p>
          The method is ReAGent (Zhao and Shan 2024, arXiv 2402.00794). It needs the model’s answers alone: no
          gradients, no weights.
        </p>
      </footer>
    </div>`;
  }

  #result(): TemplateResult | typeof nothing {
    const { run, unit, models } = this;
    if (run === null) return nothing;
    return html`<div class="card">
        <section aria-labelledby="result">
          <h2 id="result">Your result</h2>
          <reagent-attribution .result=${run.result}></reagent-attribution>
        </section>
        <demo-replacements .run=${run} .unit=${unit}></demo-replacements>
      </div>
      <div class="card"><demo-trust .run=${run} .models=${models}></demo-trust></div>
      <div class="card"><demo-leave .run=${run}></demo-leave></div>`;
  }

  #partsNews(): TemplateResult | typeof nothing {
    switch (this.parts) {
      case 'there':
        return nothing;
      case 'coming':
        return html`<p class="quiet" role="status">The rest of the page is on its way …</p>`;
      case 'failed':
        return html`<p role="alert">
          The rest of the page could not be loaded.
          <button type="button" @click=${() => void this.#loadParts()}>Try again</button>
        </p>`;
    }
  }

  #showOwnText(): void {
    const own = this.renderRoot.querySelector<HTMLElement>('#own');
    own?.scrollIntoView();
    own?.focus({ preventScroll: true });
  }
}
