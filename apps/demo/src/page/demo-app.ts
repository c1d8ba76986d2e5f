import { unitChosen, type UnitChosen } from '@reagent/attribution-element';
import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoModels } from '../own-text/demo-models.ts';
import type { DemoRun, DemoSettings } from '../settings.ts';
import { firstSettings } from './first-settings.ts';
import { loadLaterParts } from './later-parts.ts';

/** The page: a finished example, a text of one's own, the run, its result, and how to leave with it. */
export class DemoApp extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    settings: { state: true },
    run: { state: true },
    unit: { state: true },
    models: { state: true },
  };

  declare private settings: DemoSettings;
  declare private run: DemoRun | null;
  /** The piece of the result that was clicked. */
  declare private unit: UnitChosen | null;
  /** Of the part where a text is typed, which opens them; null: it is not there yet. */
  declare private models: DemoModels | null;

  constructor() {
    super();
    this.settings = firstSettings;
    this.run = null;
    this.unit = null;
    this.models = null;
    this.addEventListener('reagent-models', (event) => {
      this.models = (event as CustomEvent<DemoModels>).detail;
    });
    this.addEventListener('reagent-settings', (event) => {
      this.settings = (event as CustomEvent<DemoSettings>).detail;
    });
    this.addEventListener('reagent-run', (event) => {
      this.run = (event as CustomEvent<DemoRun>).detail;
      this.unit = null;
    });
    this.addEventListener(unitChosen, (event) => {
      this.unit = (event as CustomEvent<UnitChosen>).detail;
    });
  }

  protected override firstUpdated(): void {
    void loadLaterParts();
  }

  protected override render(): TemplateResult {
    const { settings, run, unit, models } = this;
    return html`<main>
      <h1>Why did the model say that?</h1>
      <demo-link></demo-link>
      <demo-own-text .settings=${settings}></demo-own-text>
      <demo-run .settings=${settings} .models=${models}></demo-run>
      <reagent-attribution .result=${run?.result ?? null}></reagent-attribution>
      <demo-trust .run=${run} .models=${models}></demo-trust>
      <demo-replacements .run=${run} .unit=${unit}></demo-replacements>
      <demo-leave .run=${run}></demo-leave>
    </main>`;
  }
}
