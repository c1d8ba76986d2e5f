import { ReagentError } from '@reagent/core';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoSettings } from '../settings.ts';
import { leaveStyles } from './leave-styles.ts';
import { decodeLink } from './link.ts';

/**
 * Reads the link that the page was opened with, or that came into its address later, and tells of the settings in it. What
 * was read is taken out of the address, so that a reload goes on with what the page has become since. A model of the Hub is
 * asked about first: a link alone fetches nothing.
 */
export class DemoLink extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    problem: { state: true },
    asked: { state: true },
  };
  static override readonly styles: CSSResult = leaveStyles;

  declare private problem: string | null;
  /** Settings that wait for a yes or no. */
  declare private asked: DemoSettings | null;
  readonly #read = (): void => void this.read();

  constructor() {
    super();
    this.problem = null;
    this.asked = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#read);
    this.#read();
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.#read);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.problem !== null) return html`<p class="problem" role="alert">${this.problem}</p>`;
    const { asked } = this;
    if (asked === null || asked.model === 'tiny') return nothing;
    return html`<div class="problem" role="alert">
      <p>
        This link asks for the model <strong>${asked.model.hub}</strong> (${asked.model.dtype}) of the Hugging Face Hub.
      </p>
      <button type="button" @click=${() => this.tell(asked)}>Use that model</button>
      <button type="button" @click=${() => this.tell(onTheTinyPair(asked))}>Use this page’s tiny model</button>
    </div>`;
  }

  private async read(): Promise<void> {
    const { hash } = location;
    try {
      const settings = await decodeLink(hash);
      if (settings === null) return;
      this.problem = null;
      if (settings.model === 'tiny') this.tell(settings);
      else this.asked = settings;
    } catch (error) {
      this.asked = null;
      this.problem = ReagentError.isInstance(error) ? sentence(error.message) : 'This link cannot be read.';
    }
    if (location.hash === hash) history.replaceState(null, '', location.pathname + location.search);
  }

  private tell(detail: DemoSettings): void {
    this.asked = null;
    this.dispatchEvent(new CustomEvent('reagent-settings', { detail, bubbles: true, composed: true }));
  }
}

/** Its tokens have other numbers. */
function onTheTinyPair(settings: DemoSettings): DemoSettings {
  return { ...settings, model: 'tiny', target: null, insteadOf: null };
}

function sentence(message: string): string {
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
}
