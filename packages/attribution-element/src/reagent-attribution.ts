import type { AttributionResult } from '@reagent/core';
import { attributionView, usualQuantity, type Granularity, type Quantity } from '@reagent/report/view';
import { html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { bars } from './parts/bars.ts';
import { details } from './parts/details.ts';
import { facts } from './parts/facts.ts';
import { heatMap } from './parts/heat-map.ts';
import { legend } from './parts/legend.ts';
import { markedContext } from './parts/marked-context.ts';
import { pathChart } from './parts/path-chart.ts';
import { toolbar } from './parts/toolbar.ts';
import type { Changes, Shown } from './state.ts';
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
    pointed: { state: true },
    all: { state: true },
  };
  static override readonly styles: CSSResult[] = [baseStyles, controlStyles, textStyles, tableStyles, chartStyles];

  declare result: AttributionResult | null;
  /** Null: what the result is for, effect under the default preset. */
  declare show: Quantity | null;
  declare granularity: Granularity;
  declare target: number;
  declare private pointed: number | null;
  declare private all: boolean;

  constructor() {
    super();
    this.result = null;
    this.show = null;
    this.granularity = 'token';
    this.target = 0;
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
    return html`${toolbar(shown, change)} ${several ? html`${legend(shown, null)}${heatMap(shown, change)}` : nothing}
    ${markedContext(shown, change)} ${details(shown)} ${several ? nothing : legend(shown, shown.target)}
    ${bars(shown, change)} ${pathChart(shown)} ${facts(shown)}`;
  }

  private tellChosen({ view }: Shown, row: number): void {
    const { tokens } = view.rows[row] ?? { tokens: [] };
    const detail: UnitChosen = { tokens, target: this.target };
    this.dispatchEvent(new CustomEvent(unitChosen, { detail, bubbles: true, composed: true }));
  }

  private shown(): Shown | null {
    const { result, granularity, target, pointed, all } = this;
    if (result === null) return null;
    const show = this.show ?? usualQuantity(result);
    return { result, view: attributionView(result, granularity), show, granularity, target, pointed, all };
  }
}
