import type { AttributionResult } from '@reagent/core';
import type { Quantity } from './quantity.ts';

/** What a result is for: importance under the presets of others, or where no effect can be given; else effect. */
export function usualQuantity({ effect, settings }: AttributionResult): Quantity {
  const preset = settings['preset'];
  const ofOthers = typeof preset === 'string' && preset !== 'default';
  return ofOthers || effect.every((row) => row.every((each) => each === null)) ? 'importance' : 'effect';
}
