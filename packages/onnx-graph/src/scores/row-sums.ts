import { elementType } from '../format/element-type.ts';
import type { Formula } from './formula.ts';

/** In which sums over the vocabulary and logarithms are computed; the exponentials of logits are always of float32. */
export type Precision = 'float32' | 'float64';

/** What all scores of a row of logits are made of, [asked row][…]. All but `logits` and `best` of the precision. */
export interface RowSums {
  readonly precision: Precision;
  /** [token] float32 */
  readonly logits: string;
  /** [1] the first token with the largest logit */
  readonly best: string;
  /** [1] */
  readonly largest: string;
  /** [1] log-sum-exp of all logits but that of `best` */
  readonly others: string;
  /** [1] log-sum-exp of all logits */
  readonly total: string;
  /** A float32 value in the precision that was chosen. */
  precisely(name: string, value: string): string;
}

/** Stands for −∞ where that would be taken from itself. */
const lowestFloat32 = -3.4028234663852886e38;

/**
 * The best token is kept out of the sum of the others, so that a probability near 1 keeps its log-odds: one mask a row
 * is enough, because for every other token at least half of the sum is left when its own share is taken out.
 *
 * Exponentials of float32 with a float64 sum are five times faster than float64 throughout (8 rows of 50 257 tokens:
 * 0.6 ms against 3.1 ms on one thread) and 6e-9 off at most; a float32 sum is 1e-5 off for such vocabularies.
 *
 * For the few numbers after that ReduceLogSum, ReduceLogSumExp and Pow stand where Log and Exp could: those compute
 * several numbers at once and the last ones singly, with other last bits, so that a row would owe them to its place.
 */
export function rowSums(formula: Formula, modelLogits: string, precision: Precision): RowSums {
  const { apply, applyForTwo, reduce, number, integers } = formula;
  const precisely = (name: string, value: string): string =>
    apply(name, 'Cast', [value], { to: elementType[precision] });
  const column = (name: string, pairs: string, index: number): string =>
    apply(name, 'Gather', [pairs, integers([index], [1])], { axis: 1 });

  const logits = apply('logits_32', 'Cast', [modelLogits], { to: elementType.float32 });
  const [firstTwo, firstTwoIds] = applyForTwo('first_two', 'TopK', [logits, integers([2], [1])], { axis: 1 });
  const best = column('best', firstTwoIds, 0);
  const largest32 = column('largest_32', firstTwo, 0);
  const second32 = apply('second_32', 'Max', [column('second', firstTwo, 1), number(lowestFloat32, 'float32')]);

  const nothing = apply('nothing', 'Sub', [number(-Infinity, 'float32'), largest32]); // −∞, of the shape that is wanted
  const withoutBest = apply('without_best', 'ScatterElements', [logits, best, nothing], { axis: 1 });
  const shares = apply('shares', 'Exp', [apply('distances', 'Sub', [withoutBest, second32])]);
  const sumOfOthers = reduce('sum_of_others', 'ReduceSum', precisely('shares_precisely', shares));

  const largest = precisely('largest', largest32);
  const logSumOfOthers = reduce('log_sum_of_others', 'ReduceLogSum', sumOfOthers); // of one number: its logarithm
  const others = apply('others', 'Add', [precisely('second_precisely', second32), logSumOfOthers]);
  const both = apply('largest_and_others', 'Concat', [largest, others], { axis: 1 });
  const total = reduce('total', 'ReduceLogSumExp', both);
  return { precision, logits, best, largest, others, total, precisely };
}
