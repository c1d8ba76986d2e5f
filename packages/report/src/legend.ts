import type { AttributionResult } from '@reagent/core';
import { distanceName } from './distance-name.ts';
import type { Cell } from './glyphs.ts';
import { mark } from './palette.ts';
import type { Strength } from './strength.ts';
import { quotedToken } from './visible-token.ts';

/** What the marks mean; only those that are there. Importance has no sign: it says that a token matters, not which way. */
export function legend(
  result: AttributionResult,
  target: number,
  marks: readonly Strength[],
  show: 'effect' | 'importance',
): Cell[] {
  const name = quotedToken(result.targets[target]?.text ?? '');
  const importantFor = distanceName(result) === null ? name : 'the whole prediction';
  const entries = [
    ...(marks.some((strength) => strength > 0)
      ? [`${sample([3, 2, 1])} ${show === 'effect' ? `speaks for ${name}` : `important for ${importantFor}`}`]
      : []),
    ...(marks.some((strength) => strength < 0) ? [`${sample([-3, -2, -1])} speaks against it`] : []),
  ];
  const text = entries.length === 0 ? 'no token stands out' : `${entries.join(' · ')} (strong, clear, weak)`;
  return [{ text, strength: 0, style: 'quiet' }];
}

function sample(strengths: readonly Strength[]): string {
  return strengths.map(mark).join(' ');
}
