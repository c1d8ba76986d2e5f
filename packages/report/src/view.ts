export { barScale, numbersOf, type BarScale } from './bar-scale.ts';
export { dark, light, type MarkColours, type Scheme } from './colours.ts';
export { effectNotes } from './effect-section.ts';
export { factWords } from './fact-words.ts';
export { importanceNotes } from './importance-section.ts';
export { standOut } from './stand-out.ts';
export { mayBeNothing, type Strength } from './strength.ts';
export {
  attributionView,
  type AttributionView,
  type ViewCell,
  type ViewColumn,
  type Viewed,
  type ViewPiece,
  type ViewRow,
} from './view/attribution-view.ts';
export { cellNumber, cellWords, effectDecimals, intervalWords, strengthWords } from './view/cell-words.ts';
export { granularities, type Granularity } from './view/granularity.ts';
export { heatStrengths } from './view/heat.ts';
export { legendEntries, type LegendEntry } from './view/legend-entries.ts';
export { pathShape, type PathArea, type PathShape } from './view/path-shape.ts';
export type { Quantity } from './view/quantity.ts';
export { ranked, type RankedRow } from './view/ranked.ts';
export { visibleToken } from './visible-token.ts';
export { usualQuantity } from './view/usual-quantity.ts';
