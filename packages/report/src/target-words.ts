import type { ResultPrediction, ResultTarget } from '@reagent/core';
import { answersOf } from './answers.ts';
import { counted, ordinal, probability } from './numbers.ts';
import { quotedToken } from './visible-token.ts';

/** `" Paris"`; of a contrast: `" Paris" rather than " Lyon"`. */
export function targetLabel({ text, insteadOf }: ResultTarget): string {
  return insteadOf === null ? quotedToken(text) : `${quotedToken(text)} rather than ${quotedToken(insteadOf.text)}`;
}

/** `p = 0.97, first choice`: how the model itself saw the target. */
export function targetWords(target: ResultTarget): string {
  const span = target.span === null ? '' : `, ${counted(target.span.length, 'token')} as one`;
  const other = target.insteadOf === null ? '' : `; the other: ${predictionWords(target.insteadOf)}`;
  return `${predictionWords(target)}${span}${other}`;
}

function predictionWords(prediction: ResultPrediction): string {
  const choice = choiceWords(prediction.rank);
  return choice === null ? probability(prediction.probability) : `${probability(prediction.probability)}, ${choice}`;
}

function choiceWords(rank: ResultPrediction['rank']): string | null {
  if (rank === null) return null;
  if (typeof rank === 'object') return `not among the first ${rank.atLeast}`;
  return `${choiceOf(rank + 1)} choice`;
}

/** The first few in words. */
function choiceOf(place: number): string {
  return ['first', 'second', 'third'][place - 1] ?? ordinal(place);
}

/** All targets in a few words: an answer as one text, others one by one. */
export function targetsLabel(targets: readonly ResultTarget[]): string {
  const answers = answersOf(targets).map((answer) => answer.map((index) => targets[index] as ResultTarget));
  return answers
    .map((answer) =>
      answer.length === 1
        ? targetLabel(answer[0] as ResultTarget)
        : quotedToken(answer.map(({ text }) => text).join('')),
    )
    .join(', ');
}
