import type { ResultTarget } from '@reagent/core';
import { probability } from './numbers.ts';

/** `p = 0.97, first choice`: how the model itself saw the target. */
export function targetWords(target: ResultTarget): string {
  const choice = choiceWords(target.rank);
  return choice === null ? probability(target.probability) : `${probability(target.probability)}, ${choice}`;
}

function choiceWords(rank: ResultTarget['rank']): string | null {
  if (rank === null) return null;
  if (typeof rank === 'object') return `not among the first ${rank.atLeast}`;
  return `${ordinal(rank + 1)} choice`;
}

function ordinal(place: number): string {
  const words = ['first', 'second', 'third'];
  const tens = place % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return words[place - 1] ?? `${place}${ending}`;
}
