import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoRun } from '../settings.ts';
import { commandOf } from './command.ts';
import { fileName } from './file-name.ts';
import { formats, type Format } from './formats.ts';
import { leaveStyles } from './leave-styles.ts';
import { encodeLink } from './link.ts';
import { packagesOf, programOf } from './program.ts';
import { writtenCall, type WrittenCall } from './written-call.ts';

/** What to leave the page with: files, a link, and the same run as a program and as a command. */
export class DemoLeave extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    run: { attribute: false },
    link: { state: true },
  };
  static override readonly styles: CSSResult = leaveStyles;

  declare run: DemoRun | null;
  /** Of this run; null: not yet, or its text is too long for one. */
  declare private link: string | null;

  constructor() {
    super();
    this.run = null;
    this.link = null;
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('run')) void this.makeLink();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { run } = this;
    if (run === null) return nothing;
    const call = writtenCall(run);
    return html`<section aria-labelledby="leave">
      <h2 id="leave">Take it with you</h2>
      ${files(run)} ${this.linkPart()} ${codePart(call)} ${commandPart(call)} ${notes(run)}
    </section>`;
  }

  private linkPart(): TemplateResult {
    return html`<h3>As a link</h3>
      <p>It holds the text, the settings and the seed behind its #, a part that browsers send to no server.</p>
      ${
        this.link === null
          ? html`<p>The text is too long for a link.</p>`
          : html`<demo-copied wrapped .text=${this.link} .label=${'link'}></demo-copied>`
      }`;
  }

  private async makeLink(): Promise<void> {
    const { run } = this;
    const fragment = run === null ? null : await encodeLink(run.settings).catch(() => null);
    if (run !== this.run) return;
    this.link = fragment === null ? null : new URL(`#${fragment}`, location.href).href;
  }
}

function files(run: DemoRun): TemplateResult {
  return html`<h3>As a file</h3>
    <ul>
      ${formats.map(
        (format) =>
          html`<li>
            <button type="button" title=${format.words} @click=${() => download(run, format)}>${format.name}</button>
          </li>`,
      )}
    </ul>`;
}

/** Made here, and given to the browser as a file: nothing is sent. */
function download(run: DemoRun, { ending, mediaType, write }: Format): void {
  const url = URL.createObjectURL(new Blob([write(run)], { type: `${mediaType};charset=utf-8` }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName(run, ending);
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // until the browser has surely begun to read it
}

function codePart(call: WrittenCall): TemplateResult {
  return html`<h3>The same in code</h3>
    <p>
      A program for Node 20 or newer, to be saved as <code>explain.mjs</code>, after
      <code>npm install ${packagesOf(call).join(' ')}</code>:
    </p>
    <demo-copied .text=${programOf(call)} .label=${'program'}></demo-copied>`;
}

function commandPart(call: WrittenCall): TemplateResult {
  return html`<h3>The same in a terminal</h3>
    <p>For sh, bash or zsh, after <code>npm install --global @reagent/cli</code>:</p>
    <demo-copied wrapped .text=${commandOf(call)} .label=${'command'}></demo-copied>`;
}

/** What keeps either from giving just these numbers. */
function notes({ settings, result }: DemoRun): TemplateResult {
  return html`<p>
    Both draw the same replacements as this page; the numbers agree to about 0.001, since processors and graphics cards
    round differently${settings.model === 'tiny' ? '' : ', and further apart the fewer bits the model’s numbers have'}.
    ${
      result.endedBy === 'aborted'
        ? html`This run was stopped after ${result.cost.evaluations} evaluations: they go on to the end.`
        : nothing
    }
  </p>`;
}
