import type { AttributionResult } from '@reagent/core';
import { counted, seconds } from './numbers.ts';
import { visibleToken } from './visible-token.ts';

/** What the result cost, how the run ended, and what is needed to repeat it: a few words each. */
export function factWords(result: AttributionResult): string[] {
  const { cost, probes, settings } = result;
  return [
    `${counted(cost.evaluations, 'evaluation')} in ${seconds(cost.seconds)}`,
    endWords(result),
    counted(probes.length, 'probe'),
    ...replacementWords(result),
    ...setting(settings['preset'], 'preset'),
    ...(settings['difference'] === 'probability' ? [] : setting(settings['difference'], 'difference')),
    ...setting(settings['seed'], 'seed'),
  ];
}

/** Only what is not as it should be: tokens that could not be replaced, or only by a second-best way. */
function replacementWords({ replacement: { coverage, fallbacks } }: AttributionResult): string[] {
  return [
    ...(coverage < 1 ? [`substitutes for ${Math.floor(100 * coverage)} % of the tokens`] : []),
    ...(fallbacks > 0 ? [`second-best substitutes for ${counted(fallbacks, 'token')}`] : []),
  ];
}

function setting(value: unknown, name: string): string[] {
  return typeof value === 'string' || typeof value === 'number' ? [`${name} ${visibleToken(String(value))}`] : [];
}

/** How the run ended, in words. */
export function endWords({ converged, endedBy, probes }: AttributionResult): string {
  const end = wordsOf[endedBy];
  if (endedBy === 'converged' || endedBy === 'nothing-to-replace') return end;
  if (!converged) return `not converged: ${end}`;
  return `${probes.filter((probe) => probe.converged).length} of ${counted(probes.length, 'probe')} converged, then ${end}`;
}

const wordsOf: Readonly<Record<AttributionResult['endedBy'], string>> = {
  converged: 'converged',
  steps: 'ended at the limit of steps',
  evaluations: 'ended at the limit of evaluations',
  seconds: 'ended at the limit of time',
  aborted: 'interrupted',
  'nothing-to-replace': 'no token may be replaced',
};
