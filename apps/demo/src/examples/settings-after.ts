import type { DemoSettings } from '../settings.ts';

/**
 * An example as a run of one's own. A model of the Hub is asked for by the user alone: where the example has one, the page's
 * own stays, and the target is its own choice, since ids mean something else to it.
 */
export function settingsAfter(example: DemoSettings, now: DemoSettings): DemoSettings {
  if (example.model === 'tiny') return example;
  const { text, unit } = example;
  return { ...now, text, unit, target: null, insteadOf: null };
}
