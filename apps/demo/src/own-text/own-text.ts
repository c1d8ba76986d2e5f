import { baseStyles } from '@reagent/attribution-element';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoSettings } from '../settings.ts';
import { chooseToken } from './choose-token.ts';
import { Cancelled, DemoModels, hasMaskedModel, sameChoice, type ModelChoice } from './demo-models.ts';
import { liveTokens, textProblem, textWords, visibleSpaces, type LiveToken } from './live-tokens.ts';
import { nextTokens, type NextToken } from './next-tokens.ts';
import { nextTokenList } from './next-token-list.ts';
import { formStyles, tokenStyles } from './own-text-styles.ts';
import { pageModels } from './page-models.ts';
import { problemBox } from './problem-box.ts';
import { usualEvaluations } from './usual-evaluations.ts';

/** Milliseconds without a key before the model is asked. */
const pause = 150;

/**
 * A text of one's own: its tokens while it is typed, what the model may say next, what is to be explained, and by which
 * model. It owns the models, and tells of them once as `reagent-models`.
 */
export class OwnText extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    settings: { attribute: false },
    next: { state: true },
    failed: { state: true },
    told: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, formStyles, tokenStyles];

  declare settings: DemoSettings | null;
  declare private next: readonly NextToken[];
  declare private failed: unknown;
  /** Counts what the models told. */
  declare private told: number;
  readonly #models = new DemoModels(pageModels);
  #asking = new AbortController();
  #asked = '';

  constructor() {
    super();
    this.settings = null;
    this.next = [];
    this.failed = null;
    this.told = 0;
    this.#models.subscribe(() => {
      this.told += 1;
    });
  }

  /** Not before: what an element is given between its definition and its first update is lost. */
  protected override firstUpdated(): void {
    this.#tell('reagent-models', this.#models);
  }

  protected override willUpdate(): void {
    const { settings } = this;
    if (settings === null) return;
    // The site's own is always there; another one only where somebody asks for it.
    if (settings.model === 'tiny' && !sameChoice(this.#models.state.choice, 'tiny')) {
      this.#models.load('tiny').catch(() => undefined); // shown as the state
    }
    void this.#askWhatIsNext(settings);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { settings } = this;
    if (settings === null) return nothing;
    const tokens = this.#tokens(settings);
    const most = this.#backend(settings)?.supports.maxContext ?? null;
    return html`<section aria-labelledby="own-text">
      <h2 id="own-text">Your own text</h2>
      <label for="text">What stands before the next word</label>
      <textarea
        id="text"
        rows="3"
        spellcheck="false"
        .value=${settings.text}
        @input=${(event: InputEvent) => this.#type(event)}
      ></textarea>
      ${
        tokens === null
          ? html`<p class="quiet">The tokens are shown once the model is there.</p>`
          : html`<ul class="tokens" aria-label="Tokens of the text">
                ${tokens.map(({ shown, special }) => html`<li class=${special ? 'special' : ''}>${shown}</li>`)}
              </ul>
              <p class=${textProblem(tokens, most) === null ? 'quiet' : 'problem'} id="text-words">
                ${textWords(tokens, most)}
              </p>`
      }
      ${this.failed === null ? nothing : problemBox(this.failed)}
      ${nextTokenList({ next: this.#withChosen(settings), settings }, (id) => this.#change(chooseToken(settings, id)))}
      <demo-model-choice
        .models=${this.#models}
        .choice=${settings.model}
        @model-chosen=${(event: CustomEvent<ModelChoice>) => this.#take(event.detail)}
      ></demo-model-choice>
    </section>`;
  }

  #tokens({ text, model }: DemoSettings): LiveToken[] | null {
    const { tokenizer, choice } = this.#models.state;
    return tokenizer === null || !sameChoice(choice, model) ? null : liveTokens(tokenizer, text);
  }

  #backend({ model }: DemoSettings) {
    const { open } = this.#models.state;
    return open !== null && sameChoice(open.choice, model) ? open.backend : null;
  }

  /** With what was chosen elsewhere, in a link for example. */
  #withChosen(settings: DemoSettings): readonly NextToken[] {
    const { tokenizer } = this.#models.state;
    const listed = new Set(this.next.map(({ id }) => id));
    const others = [settings.target, settings.insteadOf].flatMap((id) =>
      id === null || tokenizer === null || listed.has(id) || id >= tokenizer.vocabularySize
        ? []
        : [{ id, shown: visibleSpaces(tokenizer.decode([id])), probability: null }],
    );
    return [...this.next, ...others];
  }

  async #askWhatIsNext(settings: DemoSettings): Promise<void> {
    const backend = this.#backend(settings);
    const tokens = this.#tokens(settings);
    const isAskable = backend !== null && tokens !== null && textProblem(tokens, backend.supports.maxContext) === null;
    const question = isAskable ? JSON.stringify([backend.id, settings.text]) : '';
    if (question === this.#asked) return;
    this.#asked = question;
    this.#asking.abort(new Cancelled());
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.failed = null;
    if (!isAskable) {
      this.next = [];
      return;
    }
    try {
      await new Promise((later) => void setTimeout(later, this.next.length === 0 ? 0 : pause));
      signal.throwIfAborted();
      this.next = await nextTokens(backend, settings.text, signal);
    } catch (error) {
      if (!signal.aborted) this.failed = error;
    }
  }

  #type(event: InputEvent): void {
    const { settings } = this;
    if (settings === null) return;
    const changed = { ...settings, text: (event.target as HTMLTextAreaElement).value };
    const usual = (of: DemoSettings): number => usualEvaluations(of.unit, this.#tokens(of)?.length ?? 0);
    const evaluations = settings.evaluations === usual(settings) ? usual(changed) : settings.evaluations;
    this.#change({ text: changed.text, evaluations, target: null, insteadOf: null }); // they came after another text
  }

  #take(model: ModelChoice): void {
    if (this.settings === null || sameChoice(this.settings.model, model)) return;
    const replacer = hasMaskedModel(model) ? 'roberta' : 'random';
    this.#change({ model, replacer, target: null, insteadOf: null }); // ids mean something else
  }

  #change(changes: Partial<DemoSettings>): void {
    if (this.settings !== null) this.#tell('reagent-settings', { ...this.settings, ...changes });
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
