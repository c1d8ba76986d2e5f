import type { UnitChosen } from '@reagent/attribution-element';
import { quotedToken } from '@reagent/report';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoRun } from '../settings.ts';
import { replacementStyles } from './replacement-styles.ts';
import { alongWords, movedWords, probabilityWords } from './replacement-words.ts';
import { replacementsOf, type Replacement, type Replacements } from './replacements-of.ts';

const most = 8;

/** What stood in the place of a chosen piece of the text, and what became of the target: from the run's own evaluations. */
export class DemoReplacements extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    run: { attribute: false },
    unit: { attribute: false },
    all: { state: true },
  };
  static override readonly styles: CSSResult = replacementStyles;

  declare run: DemoRun | null;
  /** What was chosen; null: nothing yet. */
  declare unit: UnitChosen | null;
  declare private all: boolean;

  constructor() {
    super();
    this.run = null;
    this.unit = null;
    this.all = false;
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('unit') || changed.has('run')) this.all = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { run, unit } = this;
    if (run === null) return nothing;
    const found = unit === null ? null : replacementsOf(run, unit.tokens, unit.target);
    return html`<section aria-labelledby="replacements">
      <h2 id="replacements">What it was replaced by</h2>
      <p aria-live="polite">${unit === null || found === null ? hint : summary(run, unit, found)}</p>
      ${found === null || found.replaced.rows === 0 ? nothing : this.details(found)}
    </section>`;
  }

  private details(found: Replacements): TemplateResult {
    const { list } = found;
    return html`<p>The one that the probability moved most with comes first.</p>
      ${table(this.all ? list : list.slice(0, most), found)}
      ${
        list.length <= most
          ? nothing
          : html`<button type="button" @click=${() => (this.all = !this.all)}>
              ${this.all ? `Show the first ${most}` : `Show all ${list.length}`}
            </button>`
      }
      <p class="quiet">
        One changed text mostly replaces several pieces at once, so a row does not tell what this replacement did by
        itself: the column “alone” does, where there is such a text. The effect shown above is worked out from all texts
        together.
      </p>`;
  }
}

const hint = html`<span class="quiet"
  >Click a piece of the text above, or move to it with the arrow keys and press Enter, to see what it was replaced by
  and what the model made of that.</span
>`;

function summary({ result }: DemoRun, { tokens, target }: UnitChosen, found: Replacements): TemplateResult {
  const piece = quotedToken(tokens.map((position) => result.tokens[position]?.text ?? '').join(''));
  const goal = result.targets[target];
  return goal === undefined || found.replaced.rows === 0
    ? html`<strong>${piece}</strong> was never replaced in this run.`
    : html`<strong>${piece}</strong>: ${movedWords(found, goal)}`;
}

function table(list: readonly Replacement[], { before }: Replacements): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Replacements">
    <table>
      <thead>
        <tr>
          <th scope="col">Instead</th>
          <th scope="col">Changed texts</th>
          <th scope="col">Probability before → after</th>
          <th scope="col">Alone</th>
          <th scope="col">Others replaced along</th>
        </tr>
      </thead>
      <tbody>
        ${list.map((each) => row(each, before))}
      </tbody>
    </table>
  </div>`;
}

function row({ text, same, rows, after, lowest, highest, alone, others }: Replacement, before: number): TemplateResult {
  const [least, most] = [probabilityWords(lowest), probabilityWords(highest)];
  return html`<tr>
    <th scope="row">${quotedToken(text)}${same ? html` <em>as it was</em>` : nothing}</th>
    <td>${rows}</td>
    <td>
      ${probabilityWords(before)} → <strong>${probabilityWords(after)}</strong>
      ${least === most ? nothing : html`<span class="quiet">(${least} … ${most})</span>`}
    </td>
    <td>${alone.after === null ? '–' : probabilityWords(alone.after)}</td>
    <td>${alongWords(others)}</td>
  </tr>`;
}
