import { elementType } from '../format/element-type.ts';
import type { Formula } from './formula.ts';
import type { RowSums } from './row-sums.ts';

/** The asked tokens' logits, float32 [asked row][k]. `tokens`: their ids. */
export function askedLogits({ apply }: Formula, row: RowSums, tokens: string): string {
  return apply('asked_32', 'GatherElements', [row.logits, tokens], { axis: 1 });
}

/** ln p of the asked tokens, [asked row][k]. */
export function logProbabilities({ apply }: Formula, row: RowSums, asked: string): string {
  return apply('log_probabilities', 'Sub', [row.precisely('asked', asked), row.total]);
}

/** Logit less the log-sum-exp of all other logits, [asked row][k]. */
export function logOdds(
  { apply, number, integers, reduce }: Formula,
  row: RowSums,
  logP: string,
  tokens: string,
): string {
  const p = apply('probabilities', 'Pow', [number(Math.E, row.precision), logP]);
  const rest = apply('rest', 'Sub', [number(1, row.precision), p]);
  const singly = apply('rest_singly', 'Unsqueeze', [rest, integers([2], [1])]);
  const logRest = apply('log_rest', 'Squeeze', [reduce('log_rest_singly', 'ReduceLogSum', singly), integers([2], [1])]);
  const ofOthers = apply('log_odds_of_others', 'Sub', [logP, logRest]); // p is at most 1/2
  const ofBest = apply('log_odds_of_best', 'Sub', [row.largest, row.others]);
  const isBest = apply('is_best', 'Equal', [tokens, row.best]);
  return apply('log_odds', 'Where', [isBest, ofBest, ofOthers]);
}

/**
 * Number of tokens with a strictly greater logit, int32 [asked row][k]. Counted in float32, which is fast and exact for
 * fewer than 2²⁴ tokens. Holds [asked row][k][token] for a moment.
 */
export function ranks({ apply, integers }: Formula, row: RowSums, asked: string): string {
  const everyToken = apply('every_token', 'Unsqueeze', [row.logits, integers([1], [1])]);
  const everyAsked = apply('every_asked', 'Unsqueeze', [asked, integers([2], [1])]);
  const greater = apply('greater', 'Greater', [everyToken, everyAsked]);
  const ones = apply('ones', 'Cast', [greater], { to: elementType.float32 });
  const counted = apply('counted', 'ReduceSum', [ones, integers([2], [1])], { keepdims: 0 });
  return apply('ranks', 'Cast', [counted], { to: elementType.int32 });
}
