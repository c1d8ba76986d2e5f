import { baseStyles } from '@reagent/attribution-element';
import { endWords, visibleToken } from '@reagent/report';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { sameChoice, type DemoModels } from '../own-text/demo-models.ts';
import { liveTokens, textProblem } from '../own-text/live-tokens.ts';
import { formStyles } from '../own-text/own-text-styles.ts';
import { problemBox } from '../own-text/problem-box.ts';
import type { DemoRun, DemoSettings } from '../settings.ts';
import { breathe } from './breathe.ts';
import type { KeptRun } from './kept-run.ts';
import { LiveEstimate } from './live-estimate.ts';
import { RunController } from './run-controller.ts';
import { RunJournals } from './run-journals.ts';
import { runOptionsForm } from './run-options-form.ts';
import { idle, isUnderWay, type RunState } from './run-state.ts';
import { runStyles } from './run-styles.ts';
import { runningView } from './running-view.ts';

/** Runs what the settings say, and goes on with a run that a page was left at. Tells of each finish as `reagent-run`. */
export class DemoRunElement extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    settings: { attribute: false },
    models: { attribute: false },
    state: { state: true },
    estimate: { state: true },
    offer: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, formStyles, runStyles];

  declare settings: DemoSettings | null;
  declare models: DemoModels | null;
  declare private state: RunState;
  /** What the run would cost, in words; empty: not known. */
  declare private estimate: string;
  /** A run that another page was left at. */
  declare private offer: KeptRun | null;
  readonly #estimates = new LiveEstimate((words) => (this.estimate = words));
  #journals: Promise<RunJournals | null> | null = null;
  #endModels: () => void = () => {};
  readonly #controller: RunController = new RunController({
    lease: (choice) => (this.models as DemoModels).lease(choice), // nothing runs before they are there
    beginJournal: async (settings) => (await (await this.#journals)?.begin(settings)) ?? null,
    breathe,
    changed: (state) => this.#changed(state),
  });

  constructor() {
    super();
    this.settings = null;
    this.models = null;
    this.state = idle;
    this.estimate = '';
    this.offer = null;
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('models') && this.models !== null) {
      this.#endModels();
      this.#endModels = this.models.subscribe(() => this.requestUpdate());
      if (this.#journals === null) void this.#restore();
    }
    const { settings, models } = this;
    const isFree = !isUnderWay(this.state) && this.#problem() === null;
    this.#estimates.look(isFree ? settings : null, models?.state.open ?? null);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { settings, state } = this;
    if (settings === null) return nothing;
    return html`<section aria-labelledby="run">
      <h2 id="run">Run</h2>
      ${this.#offered()}
      <p class="row">${this.#buttons()}</p>
      <p role="status">${statusWords(state)}</p>
      ${isUnderWay(state) ? runningView(state) : html`<p class="quiet">${this.estimate}</p>`}
      ${state.phase === 'failed' ? problemBox(state.error, () => this.#start()) : nothing}
      ${runOptionsForm(settings, (changes) => this.#tell('reagent-settings', { ...settings, ...changes }))}
    </section>`;
  }

  /** Each stays the same element whatever it says, so that the focus stays on it. */
  #buttons(): TemplateResult {
    const { phase } = this.state;
    const isFree = !isUnderWay(this.state);
    const cannot = isFree && this.#problem() !== null;
    const main = isFree ? 'Explain it' : phase === 'paused' ? 'Go on' : 'Pause';
    const canStep = isFree || phase === 'paused';
    return html`<button class="main" type="button" ?disabled=${cannot} @click=${() => this.#main()}>${main}</button>
      <button type="button" ?disabled=${cannot} aria-disabled=${!canStep} @click=${() => this.#step()}>
        ${isFree ? 'Step by step' : 'One step'}
      </button>
      <button type="button" ?hidden=${isFree} @click=${() => this.#stop()}>
        ${phase === 'opening' ? 'Cancel' : 'Stop and keep'}
      </button>`;
  }

  #main(): void {
    const { phase } = this.state;
    if (!isUnderWay(this.state)) this.#start();
    else if (phase === 'paused') this.#controller.resume();
    else this.#controller.pause();
  }

  #step(): void {
    if (!isUnderWay(this.state)) this.#start(1);
    else this.#controller.step(); // does nothing unless it is paused
  }

  #stop(): void {
    this.#controller.stop();
    this.renderRoot.querySelector<HTMLElement>('button.main')?.focus(); // this one goes away
  }

  #offered(): TemplateResult | typeof nothing {
    const { offer } = this;
    if (offer === null || isUnderWay(this.state)) return nothing;
    const { settings, progress } = offer;
    return html`<p class="problem row">
      <span
        >A run about “${visibleToken(settings.text.slice(0, 80))}” was left after ${progress.evaluations}
        evaluations.</span
      >
      <button type="button" @click=${() => this.#goOn(offer)}>Go on with it</button>
      <button type="button" @click=${() => this.#giveUp()}>Give it up</button>
    </p>`;
  }

  /** What stands in the way, if it is known yet. */
  #problem(): string | null {
    const { settings, models } = this;
    if (settings === null || models === null) return 'empty';
    const { tokenizer, open, choice } = models.state;
    if (tokenizer === null || !sameChoice(choice, settings.model)) return settings.text.trim() === '' ? 'empty' : null;
    return textProblem(liveTokens(tokenizer, settings.text), open?.backend.supports.maxContext ?? null);
  }

  /** @param steps after which it pauses */
  #start(steps = Infinity): void {
    const { settings, offer } = this;
    if (settings === null) return;
    if (offer !== null && JSON.stringify(offer.settings) === JSON.stringify(settings)) return this.#goOn(offer);
    this.#giveUp();
    void this.#controller.start(settings, steps);
  }

  #goOn(run: KeptRun): void {
    this.offer = null;
    this.#tell('reagent-settings', run.settings);
    void this.#controller.restore(run);
  }

  #giveUp(): void {
    void this.offer?.journal.remove();
    this.offer = null;
  }

  /** A tab that was loaded again goes on; what another one was left at is offered, and what asks other servers too. */
  async #restore(): Promise<void> {
    this.#journals = RunJournals.open();
    const journals = await this.#journals;
    const own = await journals?.own();
    if (own?.settings.model === 'tiny' && !isUnderWay(this.state)) this.#goOn(own);
    else this.offer = own ?? (await journals?.left()) ?? null;
  }

  #changed(state: RunState): void {
    this.state = state;
    if (state.phase === 'finished' && state.run !== null) this.#tell('reagent-run', state.run);
  }

  #tell(name: string, detail: DemoRun | DemoSettings): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function statusWords({ phase, run, look }: RunState): string {
  switch (phase) {
    case 'opening':
      return 'Getting the model ready.';
    case 'running':
      return 'Running.';
    case 'paused':
      return `Paused after ${look?.evaluations ?? 0} evaluations.`;
    case 'finished':
      return run === null ? '' : `Finished: ${endWords(run.result)}, ${run.result.cost.evaluations} evaluations.`;
    default:
      return '';
  }
}
