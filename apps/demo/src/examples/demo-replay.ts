import { baseStyles, type UnitChosen } from '@reagent/attribution-element';
import { usualQuantity } from '@reagent/report/view';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoRun } from '../settings.ts';
import { exampleStyles } from './example-styles.ts';
import { createReplay, type Replay } from './replay.ts';
import { beatOf } from './replay-clock.ts';
import { storedRun } from './stored-run.ts';
import type { StoredExample } from './stored-example.ts';
import { largestChange, percent, triedPieces } from './tried-text.ts';

/** A stored run: its result, and how it came about, text by text. */
export class DemoReplay extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    example: { attribute: false },
    texts: { state: true },
    unit: { state: true },
    moved: { state: true },
    timer: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, exampleStyles];

  declare example: StoredExample | null;
  /** After how many texts it is shown. */
  declare private texts: number;
  /** The piece that was clicked. */
  declare private unit: UnitChosen | null;
  /** It has been played, or the slider moved. */
  declare private moved: boolean;
  /** While it plays. */
  declare private timer: number | null;
  #replay: Replay | null = null;
  /** The example as a run: one object, or its list of replacements would begin anew at every text. */
  #run: DemoRun | null = null;

  constructor() {
    super();
    this.example = null;
    this.texts = 0;
    this.unit = null;
    this.moved = false;
    this.timer = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('example') || this.example === null) return;
    this.#pause();
    this.#replay = createReplay(this.example.trace);
    this.#run = storedRun(this.example);
    this.texts = this.#replay.texts.length;
    this.unit = null;
    this.moved = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const replay = this.#replay;
    if (this.example === null || replay === null) return nothing;
    const all = replay.texts.length;
    const result = replay.resultAfter(this.texts);
    const { unit } = this;
    return html`<div class="replay" role="group" aria-label="Replay">
        <button class="play" type="button" @click=${() => (this.timer === null ? this.#play() : this.#pause())}>
          ${this.timer === null ? 'Watch it form' : 'Pause'}
        </button>
        <input
          type="range"
          aria-label="Texts that the model was asked about"
          min="0"
          max=${all}
          .value=${String(this.texts)}
          aria-valuetext=${`${this.texts} of ${all}`}
          @input=${(event: Event) => {
            this.#pause();
            this.moved = true;
            this.texts = (event.target as HTMLInputElement).valueAsNumber;
          }}
        />
        <span class="count" aria-hidden="true">${this.texts} of ${all}<span class="unit"> texts</span></span>
        ${this.moved ? this.#tried(replay) : nothing}
      </div>
      <reagent-attribution
        .result=${result}
        .show=${usualQuantity(replay.resultAfter(all))}
        .unfinished=${this.texts < all}
        @reagent-unit-chosen=${(event: CustomEvent<UnitChosen>) => {
          event.stopPropagation(); // it is of no run of one's own
          this.unit = event.detail;
        }}
      ></reagent-attribution>
      ${unit === null ? nothing : html`<demo-replacements .run=${this.#run} .unit=${unit}></demo-replacements>`}`;
  }

  /** The text that was asked about last, and what it did. */
  #tried({ texts, resultAfter }: Replay): TemplateResult {
    const text = texts[this.texts - 1];
    const [start] = this.example!.trace;
    if (text === undefined || start?.type !== 'started') {
      return html`<p class="tried quiet">Words will be replaced, and the model asked again: what does it say now?</p>`;
    }
    const result = resultAfter(texts.length);
    const change = largestChange(result, start.base, text);
    return html`<p class="tried">
      <span class="text"
        >${triedPieces(result, text, this.example!.texts).map(({ space, shown, isSubstitute }) =>
          isSubstitute ? html`${space}<ins>${shown}</ins>` : html`${space}${shown}`,
        )}</span
      >
      ${
        change === null
          ? nothing
          : html`<span class="change"
              ><span class="quiet">${change.target}:</span> ${percent(change.before)} →
              <strong>${percent(change.after)}</strong></span
            >`
      }
    </p>`;
  }

  #play(): void {
    const all = this.#replay?.texts.length ?? 0;
    const beat = beatOf(all, matchMedia('(prefers-reduced-motion: reduce)').matches);
    this.moved = true;
    if (this.texts === all) this.texts = 0;
    this.timer = setInterval(() => {
      this.texts = Math.min(all, this.texts + beat.texts);
      if (this.texts === all) this.#pause();
    }, beat.milliseconds);
  }

  #pause(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
