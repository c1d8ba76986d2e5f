import type { Backend } from '../interfaces/backend.ts';
import type { Take } from './calls-ahead.ts';
import type { TokenScore } from './checked-scores.ts';
import type { Context } from './context.ts';
import { distances, type Difference } from '../recursion/difference.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { Evaluator, MeasureTarget } from './evaluator.ts';
import type { Target } from './targets.ts';
import { targetScore } from './target-score.ts';
import { repeatRow } from '../interfaces/token-matrix.ts';

/** A target in the unreplaced context. */
export interface BaseScore {
  readonly score: TokenScore;
  /** Of the tokens that the target asks for, in order. */
  readonly tokens: readonly TokenScore[];
}

export interface Base {
  /** [target] */
  readonly base: readonly BaseScore[];
  /** How far a distribution is from that of the unreplaced context; null where Δ is the fall of the target's probability. */
  readonly distance: MeasureTarget | null;
}

/** Refuses a difference that targets do not have. */
export function checkDifference(difference: Difference, targets: readonly Target[]): void {
  if (difference === 'probability') return;
  if (targets.some(({ tokens, insteadOf }) => tokens.length > 1 || insteadOf !== null)) {
    throw new ReagentError(
      'INVALID_OPTION',
      `difference ${difference} compares the distributions of one next token, which a contrast and several tokens as one ` +
        'do not have: take difference probability',
    );
  }
}

/** Refuses a difference that the backend cannot tell. */
export function refuseUnsupported(difference: Difference, backend: Backend): void {
  if (difference === 'probability' || backend.supports.distribution) return;
  throw new ReagentError(
    'UNSUPPORTED',
    `backend ${backend.id} cannot tell whole distributions, which difference ${difference} compares: ` +
      'take difference probability, or a backend that supports distribution',
    { plugin: backend.id },
  );
}

/** Asks for the targets' scores in the unreplaced context. */
export function sendBase(
  evaluator: Evaluator,
  targets: readonly Target[],
  context: Context,
  { backend, difference }: { readonly backend: Backend; readonly difference: Difference },
): Take<Base> {
  const { rank, maxTopK } = backend.supports;
  const take = evaluator.sendTokens(repeatRow(context.tokens, 1), {
    ...(rank === 'exact' ? { rank: true } : rank === 'topK' ? { topK: maxTopK } : {}),
    distribution: difference !== 'probability',
  });
  return async () => {
    const [asked = []] = await take();
    return baseOf(evaluator, targets, asked, { backend, difference });
  };
}

/** @param asked [target][token that it asks for] */
function baseOf(
  evaluator: Evaluator,
  targets: readonly Target[],
  asked: readonly (readonly TokenScore[])[],
  { backend, difference }: { readonly backend: Backend; readonly difference: Difference },
): Base {
  const base = targets.map((target, index): BaseScore => {
    const tokens = asked[index] ?? [];
    const score = targetScore(target, tokens, backend.supports.logits);
    if (score.clamped) evaluator.clamped += 1;
    if (!score.bound) return { score: difference === 'probability' ? score : { ...score, distance: 0 }, tokens };
    throw new ReagentError(
      'UNSUPPORTED',
      `backend ${backend.id} tells only a bound of the target's probability: choose a target among its best tokens`,
      { plugin: backend.id },
    );
  });
  return {
    base,
    distance: distanceFrom(
      difference,
      asked.map(([token]) => token?.distribution),
    ),
  };
}

/** @param before [target] present where a difference needs them: they have been asked for and checked */
function distanceFrom(difference: Difference, before: readonly (Float64Array | undefined)[]): MeasureTarget | null {
  if (difference === 'probability') return null;
  return (target, distribution) => distances[difference](before[target] as Float64Array, distribution);
}
