export { defineReagentAttribution, elementName } from './define.ts';
export { markClass } from './mark-class.ts';
export { ReagentAttribution } from './reagent-attribution.ts';
export { baseStyles } from './styles/base-styles.ts';
export { unitChosen, type UnitChosen } from './unit-chosen.ts';
