import { baseStyles } from '@reagent/attribution-element';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { sameChoice, type DemoModels } from '../own-text/demo-models.ts';
import { formStyles } from '../own-text/own-text-styles.ts';
import { problemBox } from '../own-text/problem-box.ts';
import type { DemoRun } from '../settings.ts';
import { breathe } from './breathe.ts';
import { overlay } from './overlay.ts';
import { RunController } from './run-controller.ts';
import { idle, isUnderWay, type RunState } from './run-state.ts';
import { runStyles } from './run-styles.ts';
import { costWords } from './progress-words.ts';
import { trustFacts } from './trust-facts.ts';
import { cannotRepeat, twoRuns } from './two-runs.ts';

/** What a result rests on, and how far a second run with another seed agrees with it. */
export class DemoTrust extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    run: { attribute: false },
    models: { attribute: false },
    second: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, formStyles, runStyles];

  declare run: DemoRun | null;
  declare models: DemoModels | null;
  declare private second: RunState;
  /** Each run of the page has its own: what comes in late is of another. */
  #controller: RunController | null = null;

  constructor() {
    super();
    this.run = null;
    this.models = null;
    this.second = idle;
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('run')) return;
    this.#controller?.stop();
    this.#controller = null;
    this.second = idle;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { run } = this;
    if (run === null) return nothing;
    return html`<section aria-labelledby="trust">
      <h2 id="trust">How far to trust it</h2>
      <dl>
        ${trustFacts(run.result).map(
          ({ name, words }) =>
            html`<dt>${name}</dt>
              <dd>${words}</dd>`,
        )}
      </dl>
      ${this.#again(run)} ${this.#both(run)}
    </section>`;
  }

  #again(run: DemoRun): TemplateResult {
    const { second, models } = this;
    const cannot = cannotRepeat(run.result);
    if (cannot !== null) return html`<p class="quiet">${cannot}</p>`;
    if (isUnderWay(second)) {
      const { started, look } = second;
      return html`<p class="row" role="status">
        <span
          >Running with seed
          ${second.settings?.seed}${started === null || look === null ? '' : `: ${costWords(started, look)}`}</span
        >
        <button type="button" @click=${() => this.#controller?.stop()}>Stop and keep</button>
      </p>`;
    }
    const isOpen = models !== null && sameChoice(models.state.open?.choice ?? null, run.settings.model);
    return html`<p>
        <button type="button" ?disabled=${models === null} @click=${() => this.#start(run)}>
          Again with another seed
        </button>
        ${isOpen || run.settings.model === 'tiny' ? nothing : html`<span class="quiet">This loads ${run.settings.model.hub} first.</span>`}
      </p>
      ${second.phase === 'failed' ? problemBox(second.error, () => this.#start(run)) : nothing}`;
  }

  #both(run: DemoRun): TemplateResult | typeof nothing {
    const other = this.second.run;
    if (other === null) return nothing;
    const { rows, agreement } = twoRuns(run.result, other.result);
    const seeds = [`Seed ${run.settings.seed}`, `Seed ${other.settings.seed}`] as const;
    return html`<h3>Two runs over each other</h3>
      ${agreement.map((words) => html`<p>${words}</p>`)} ${rows.length === 0 ? nothing : overlay(rows, seeds)}`;
  }

  #start(run: DemoRun): void {
    const { models } = this;
    if (models === null) return;
    const seed = (this.second.run?.settings.seed ?? run.settings.seed) + 1;
    const controller: RunController = new RunController({
      lease: (choice) => models.lease(choice),
      beginJournal: async () => null,
      breathe,
      changed: (state) => {
        if (this.#controller === controller) this.second = state;
      },
    });
    this.#controller = controller;
    void controller.start({ ...run.settings, seed });
  }
}
