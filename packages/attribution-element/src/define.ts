import { ReagentAttribution } from './reagent-attribution.ts';

/** The element's name in HTML. */
export const elementName = 'reagent-attribution';

/** Makes `<reagent-attribution>` known to the page; does nothing where it is known. */
export function defineReagentAttribution(): void {
  if (customElements.get(elementName) === undefined) customElements.define(elementName, ReagentAttribution);
}

declare global {
  interface HTMLElementTagNameMap {
    'reagent-attribution': ReagentAttribution;
  }
}
