import { elementType } from '../format/element-type.ts';
import type { Formula } from './formula.ts';

export type Precision = 'float32' | 'float64';

/** What all scores of a row of logits are made of. [asked row][…] */
export interface RowSums {
  readonly precision: Precision;
  /** [token] */
  readonly logits: string;
  /** [1] the first token with the largest logit */
  readonly best: string;
  /** [1] */
  readonly largest: string;
  /** [1] log-sum-exp of all logits but that of `best` */
  readonly others: string;
  /** [1] Σ exp(logit − largest), so at least 1 */
  readonly sum: string;
  /** [1] its logarithm */
  readonly logSum: string;
}

/**
 * The best token is kept out of the sum of the others, so that a probability near 1 keeps its log-odds: one mask a row
 * is enough, because for every other token at least half of the sum is left when its own share is taken out.
 */
export function rowSums(formula: Formula, logits: string, precision: Precision): RowSums {
  const { apply, reduce, number } = formula;
  const values = apply('values', 'Cast', [logits], { to: elementType[precision] });
  const best = apply('best', 'ArgMax', [values], { axis: 1, keepdims: 1 });
  const largest = apply('largest', 'GatherElements', [values, best], { axis: 1 });
  const nothing = apply('nothing', 'Add', [largest, number(-Infinity, precision)]);
  const withoutBest = apply('without_best', 'ScatterElements', [values, best, nothing], { axis: 1 });
  const others = reduce('others', 'ReduceLogSumExp', withoutBest);
  const share = apply('share_of_others', 'Exp', [apply('lead_of_others', 'Sub', [others, largest])]);
  const sum = apply('sum', 'Add', [number(1, precision), share]);
  const logSum = apply('log_sum', 'Log', [sum]);
  return { precision, logits: values, best, largest, others, sum, logSum };
}
