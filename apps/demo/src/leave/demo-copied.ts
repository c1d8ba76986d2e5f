import { html, LitElement, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { leaveStyles } from './leave-styles.ts';

/** A text to take along: shown as it is, with a button that copies it. */
export class DemoCopied extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    text: { attribute: false },
    label: { attribute: false },
    wrapped: { type: Boolean },
    news: { state: true },
  };
  static override readonly styles: CSSResult = leaveStyles;

  declare text: string;
  /** What it is: `Copy <label>`. */
  declare label: string;
  declare wrapped: boolean;
  declare private news: string;

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.wrapped = false;
    this.news = '';
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('text')) this.news = '';
  }

  protected override render(): TemplateResult {
    const { text, label, wrapped, news } = this;
    return html`<pre class=${wrapped ? 'wrapped' : ''} tabindex="0" role="group" aria-label=${label}>${text}</pre>
      <button type="button" @click=${() => this.copy()}>Copy ${label}</button> <span role="status">${news}</span>`;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.news = 'Copied.';
    } catch {
      // Not allowed here, or no secure context: then by hand.
      const shown = this.renderRoot.querySelector('pre');
      if (shown !== null) getSelection()?.selectAllChildren(shown);
      this.news = 'This browser does not let the page copy. The text is selected: copy it with Ctrl+C.';
    }
  }
}
