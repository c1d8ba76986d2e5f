import { elementType } from '../format/element-type.ts';
import type { Formula } from './formula.ts';
import type { RowSums } from './row-sums.ts';

/** The asked tokens' logits less the row's largest, [asked row][k]: what both scores are made of. */
export function leads({ apply }: Formula, row: RowSums, tokens: string): string {
  const asked = apply('asked', 'GatherElements', [row.logits, tokens], { axis: 1 });
  return apply('leads', 'Sub', [asked, row.largest]);
}

/** ln p of the asked tokens, [asked row][k]. */
export function logProbabilities({ apply }: Formula, row: RowSums, leads: string): string {
  return apply('log_probabilities', 'Sub', [leads, row.logSum]);
}

/** Logit less the log-sum-exp of all other logits, [asked row][k]. */
export function logOdds({ apply }: Formula, row: RowSums, leads: string, tokens: string): string {
  const own = apply('own_share', 'Exp', [leads]);
  const rest = apply('log_rest', 'Log', [apply('rest', 'Sub', [row.sum, own])]);
  const ofOthers = apply('log_odds_of_others', 'Sub', [leads, rest]);
  const ofBest = apply('log_odds_of_best', 'Sub', [row.largest, row.others]);
  const isBest = apply('is_best', 'Equal', [tokens, row.best]);
  return apply('log_odds', 'Where', [isBest, ofBest, ofOthers]);
}

/** Number of tokens with a strictly greater logit, int32 [asked row][k]. `logits` as the model gave them. */
export function ranks({ apply, integers }: Formula, logits: string, tokens: string): string {
  const values = apply('logits_32', 'Cast', [logits], { to: elementType.float32 });
  const asked = apply('asked_32', 'GatherElements', [values, tokens], { axis: 1 });
  const everyToken = apply('every_token', 'Unsqueeze', [values, integers([1], [1])]);
  const everyAsked = apply('every_asked', 'Unsqueeze', [asked, integers([2], [1])]);
  const greater = apply('greater', 'Greater', [everyToken, everyAsked]);
  const counted = apply('counted', 'Cast', [greater], { to: elementType.int32 });
  return apply('ranks', 'ReduceSum', [counted, integers([2], [1])], { keepdims: 0 });
}
