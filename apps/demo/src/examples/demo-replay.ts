import { baseStyles } from '@reagent/attribution-element';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { exampleStyles } from './example-styles.ts';
import { createReplay, type Replay } from './replay.ts';
import { beatOf } from './replay-clock.ts';
import type { StoredExample } from './stored-example.ts';
import { largestChange, percent, triedPieces } from './tried-text.ts';

/** A stored run: its result, and how it came about, text by text. */
export class DemoReplay extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    example: { attribute: false },
    texts: { state: true },
    timer: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, exampleStyles];

  declare example: StoredExample | null;
  /** After how many texts it is shown. */
  declare private texts: number;
  /** While it plays. */
  declare private timer: number | null;
  #replay: Replay | null = null;

  constructor() {
    super();
    this.example = null;
    this.texts = 0;
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
    this.texts = this.#replay.texts.length;
  }

  protected override render(): TemplateResult | typeof nothing {
    const replay = this.#replay;
    if (this.example === null || replay === null) return nothing;
    const all = replay.texts.length;
    const result = replay.resultAfter(this.texts);
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
            this.texts = (event.target as HTMLInputElement).valueAsNumber;
          }}
        />
        <span class="count" aria-hidden="true">${this.texts} of ${all} texts</span>
        ${this.texts === all ? nothing : this.#tried(replay)}
      </div>
      <reagent-attribution .result=${result} .unfinished=${this.texts < all}></reagent-attribution>`;
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
      ${triedPieces(result, text, this.example!.texts).map(({ shown, isSubstitute }) =>
        isSubstitute ? html`<ins>${shown}</ins>` : shown,
      )}<br />${
        change === null
          ? nothing
          : html`<span class="quiet">${change.target}:</span> ${percent(change.before)} →
              <strong>${percent(change.after)}</strong>`
      }
    </p>`;
  }

  #play(): void {
    const all = this.#replay?.texts.length ?? 0;
    const beat = beatOf(all, matchMedia('(prefers-reduced-motion: reduce)').matches);
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
