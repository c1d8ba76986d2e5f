import type { ResultTarget } from '@reagent/core';
import { ordinal, probability } from './numbers.ts';

/** `p = 0.97, first choice`: how the model itself saw the target. */
export function targetWords(target: ResultTarget): string {
  const choice = choiceWords(target.rank);
  return choice === null ? probability(target.probability) : `${probability(target.probability)}, ${choice}`;
}

function choiceWords(rank: ResultTarget['rank']): string | null {
  if (rank === null) return null;
  if (typeof rank === 'object') return `not among the first ${rank.atLeast}`;
  return `${choiceOf(rank + 1)} choice`;
}

/** The first few in words. */
function choiceOf(place: number): string {
  return ['first', 'second', 'third'][place - 1] ?? ordinal(place);
}
