import type { AttributionResult } from '@reagent/core';
import { attributionView, usualQuantity, type Granularity, type Quantity } from '@reagent/report/view';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { bars } from './parts/bars.ts';
import { details } from './parts/details.ts';
import { facts } from './parts/facts.ts';
import { heatMap } from './parts/heat-map.ts';
import { legend } from './parts/legend.ts';
import { markedContext } from './parts/marked-context.ts';
import { look } from './parts/look.ts';
import { pathChart } from './parts/path-chart.ts';
import { toolbar } from './parts/toolbar.ts';
import type { Changes, Marks, Shown } from './state.ts';
import { baseStyles } from './styles/base-styles.ts';
import { chartStyles } from './styles/chart-styles.ts';
import { controlStyles } from './styles/control-styles.ts';
import { tableStyles } from './styles/table-styles.ts';
import { textStyles } from './styles/text-styles.ts';
import { unitChosen, type UnitChosen } from './unit-chosen.ts';

/**
 * Shows a result: `element.result = result`. Tokens, words and sentences switch at once, on the page alone. It makes no
 * request and needs no permission of a content security policy: styles are constructed, nothing is evaluated.
 */
export class ReagentAttribution extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    result: { attribute: false },
    show: { type: String },
    granularity: { type: String },
    target: { type: Number },
    strength: { type: Number },
    marks: { type: String, reflect: true },
    unfinished: { type: Boolean },
    pointed: { state: true },
    all: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, controlStyles, textStyles, tableStyles, chartStyles];

  declare result: AttributionResult | null;
  /** Null: what the result is for, effect under the default preset. */
  declare show: Quantity | null;
  declare granularity: Granularity;
  declare target: number;
  /** -1 (only the strongest are marked) … 1 (weak ones too). */
  declare strength: number;
  declare marks: Marks;
  /** The result is one of a run that goes on: what it cost and how it ended is left out. */
  declare unfinished: boolean;
  declare private pointed: number | null;
  declare private all: boolean;

  constructor() {
    super();
    this.result = null;
    this.show = null;
    this.granularity = 'token';
    this.target = 0;
    this.strength = 0;
    this.marks = 'colour';
    this.unfinished = false;
    this.pointed = null;
    this.all = false;
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('result')) return;
    this.pointed = null;
    if (this.target >= (this.result?.targets.length ?? 0)) this.target = 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const shown = this.shown();
    if (shown === null) return nothing;
    const change = ({ chosen, ...changes }: Changes): void => {
      Object.assign(this, changes);
      if (chosen !== undefined) this.tellChosen(shown, chosen);
    };
    const several = shown.view.columns.length > 1;
    const key = html`${legend(shown, several ? null : shown.target)}${look(shown, change)}`;
    return html`${toolbar(shown, change)} ${several ? html`${key}${heatMap(shown, change)}` : nothing}
    ${markedContext(shown, change)} ${details(shown)} ${several ? nothing : key} ${bars(shown, change)}
    ${pathChart(shown)} ${shown.unfinished ? nothing : facts(shown)}`;
  }

  private tellChosen({ view }: Shown, row: number): void {
    const { tokens } = view.rows[row] ?? { tokens: [] };
    const detail: UnitChosen = { tokens, target: this.target };
    this.dispatchEvent(new CustomEvent(unitChosen, { detail, bubbles: true, composed: true }));
  }

  private shown(): Shown | null {
    const { result, granularity, target, pointed, all, strength, marks, unfinished } = this;
    if (result === null) return null;
    const show = this.show ?? usualQuantity(result);
    const view = attributionView(result, granularity, strength);
    return { result, view, show, granularity, target, pointed, all, strength, marks, unfinished };
  }
}
