export { defineReagentAttribution, elementName } from './define.ts';
export { ReagentAttribution } from './reagent-attribution.ts';
