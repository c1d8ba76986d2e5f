import { presets } from '@reagent/core';
import type { DemoSettings } from '../settings.ts';

/** The limit that the command line has for a text of so many tokens. Words and sentences are fewer than their tokens. */
export function usualEvaluations(unit: DemoSettings['unit'], tokens: number): number {
  const { least, perToken } = presets.default.limits.evaluations ?? { least: 0, perToken: 0 };
  return unit === 'token' ? Math.max(least, perToken * tokens) : least;
}
