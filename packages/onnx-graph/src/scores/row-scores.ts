import type { Formula } from './formula.ts';
import type { RowSums } from './row-sums.ts';

/** ln p of every token for chosen ones of the asked rows, [chosen row][token]. `chosen`: indices, [chosen row]. */
export function distributions({ apply }: Formula, row: RowSums, chosen: string): string {
  const of = (name: string, value: string): string => apply(`chosen_${name}`, 'Gather', [value, chosen], { axis: 0 });
  const logits = row.precisely('chosen_precisely', of('logits', row.logits));
  return apply('distributions', 'Sub', [logits, of('total', row.total)]);
}

/** Names of the most probable tokens' ids and of their ln p, both [asked row][count], most probable first. */
export interface BestTokens {
  readonly ids: string;
  readonly logProbabilities: string;
}

/** `count`: [1]. Of equal tokens the lower id comes first, as the operator promises. */
export function bestTokens({ apply, applyForTwo }: Formula, row: RowSums, count: string): BestTokens {
  const [values, ids] = applyForTwo('best_logits', 'TopK', [row.logits, count], { axis: 1 });
  const precise = row.precisely('best_precisely', values);
  return { ids, logProbabilities: apply('best_log_probabilities', 'Sub', [precise, row.total]) };
}
