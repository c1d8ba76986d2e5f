import type { UnitChosen } from '@reagent/attribution-element';
import { quotedToken } from '@reagent/report';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DemoRun } from '../settings.ts';
import { replacementStyles } from './replacement-styles.ts';
import { alongWords, movedWords, probabilityWords, timesWords } from './replacement-words.ts';
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
    return html`<section aria-labelledby="replacements" aria-live="polite">
      <h2 id="replacements">What it was replaced by</h2>
      ${
        unit === null
          ? html`<p class="quiet">
              Click a piece of the text above, or move to it with the arrow keys and press Enter, to see what it was
              replaced by and what the model made of that.
            </p>`
          : this.chosen(run, unit)
      }
    </section>`;
  }

  private chosen(run: DemoRun, { tokens, target }: UnitChosen): TemplateResult {
    const piece = quotedToken(tokens.map((position) => run.result.tokens[position]?.text ?? '').join(''));
    const goal = run.result.targets[target];
    if (goal === undefined) return html``;
    const found = replacementsOf(run, tokens, target);
    if (found.replaced.rows === 0) return html`<p><strong>${piece}</strong> was never replaced in this run.</p>`;
    const listed = this.all ? found.list : found.list.slice(0, most);
    return html`<p><strong>${piece}</strong>: ${movedWords(found, goal)}</p>
      ${table(listed, found)}
      ${
        found.list.length <= most
          ? nothing
          : html`<button type="button" @click=${() => (this.all = !this.all)}>
              ${this.all ? `Show the first ${most}` : `Show all ${found.list.length}`}
            </button>`
      }
      <p class="quiet">
        One changed text mostly replaces several pieces at once, so a row does not tell what this replacement did by
        itself: the column “alone” does, where there is such a text. The effect shown above is worked out from all texts
        together.
      </p>`;
  }
}

function table(list: readonly Replacement[], { before }: Replacements): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Replacements">
    <table>
      <caption>
        The one that the probability moved most with first
      </caption>
      <thead>
        <tr>
          <th scope="col">Instead</th>
          <th scope="col">In</th>
          <th scope="col">Probability before → after</th>
          <th scope="col">Alone</th>
          <th scope="col">Other tokens replaced along</th>
        </tr>
      </thead>
      <tbody>
        ${list.map((each) => row(each, before))}
      </tbody>
    </table>
  </div>`;
}

function row(replacement: Replacement, before: number): TemplateResult {
  const { text, same, rows, after, lowest, highest, alone, others } = replacement;
  const range =
    rows > 1 ? html` <span class="quiet">(${probabilityWords(lowest)} … ${probabilityWords(highest)})</span>` : nothing;
  return html`<tr>
    <th scope="row">${quotedToken(text)}${same ? html` <em>as it was</em>` : nothing}</th>
    <td>${timesWords(rows)}</td>
    <td>${probabilityWords(before)} → <strong>${probabilityWords(after)}</strong>${range}</td>
    <td>${alone.after === null ? '–' : probabilityWords(alone.after)}</td>
    <td>${alongWords(others)}</td>
  </tr>`;
}
