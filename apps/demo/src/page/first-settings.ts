import type { DemoSettings } from '../settings.ts';

/** What stands in the page before anybody has written anything. */
export const firstSettings: DemoSettings = {
  text: 'The capital of France is',
  target: null,
  insteadOf: null,
  unit: 'token',
  replacer: 'roberta',
  seed: 1,
  evaluations: 200,
  model: 'tiny',
};
