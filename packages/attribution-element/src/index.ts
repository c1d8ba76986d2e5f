export { defineReagentAttribution, elementName } from './define.ts';
export { ReagentAttribution } from './reagent-attribution.ts';
export { unitChosen, type UnitChosen } from './unit-chosen.ts';
