import type { AbortSignalLike } from '../interfaces/abort.ts';
import { throwIfAborted } from '../interfaces/abort.ts';
import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { Backend } from '../interfaces/backend.ts';
import type { TokenScore } from './checked-scores.ts';
import { distances, type Difference } from '../recursion/difference.ts';
import { prepareReplacer, type CheckedReplacer } from './checked-replacer.ts';
import { readContext, unitsOf, type Context } from './context.ts';
import { fitEffect, type EffectFit, type EffectRow } from '../recursion/effect.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { Evaluator } from './evaluator.ts';
import { initialState, type RecursionState } from '../recursion/recursion.ts';
import { resolveSettings, wholeNumber, type Settings } from './settings.ts';
import { chooseTarget } from './target.ts';
import { repeatRow } from '../interfaces/token-matrix.ts';

/** A run under way: what is fixed for it, and how far it has come. One target, so far. */
export interface Run {
  readonly options: AttributeOptions;
  readonly settings: Settings;
  readonly batchSize: number;
  readonly signal: AbortSignalLike | undefined;
  readonly startedAt: number;
  readonly context: Context;
  /** [position] the token's unit; -1 if protected. */
  readonly units: Int32Array;
  readonly target: number;
  readonly replacer: CheckedReplacer;
  readonly evaluator: Evaluator;
  /** The target in the unreplaced context. */
  readonly base: TokenScore;
  /** How far a distribution is from that of the unreplaced context; null where Δ is the fall of the target's probability. */
  readonly distance: ((distribution: Float64Array) => number) | null;

  recursion: RecursionState;
  /** In the order sweep, then (step, probe). Only ever appended to. */
  readonly rows: EffectRow[];
  /** Whole steps done. */
  step: number;
  /** Most units that a stop test has kept, for the rationale; null before the first. */
  kept: number | null;
  /** The rationale that a met criterion declared. */
  declared: readonly number[] | null;
}

/** Reads the input, chooses the target, scores it in the unreplaced context, and makes the replacer ready. */
export async function startRun(options: AttributeOptions): Promise<Run> {
  const startedAt = Date.now();
  const { backend, signal } = options;
  throwIfAborted(signal);
  const context = readContext(options, backend);
  const settings = resolveSettings(options, context.tokens.length);
  refuseUnsupported(settings.difference, backend);
  const batchSize = wholeNumber('execution.batchSize', options.execution?.batchSize ?? 32, 1);
  const target = await chooseTarget(options.target, backend, context, signal);
  const evaluator = new Evaluator({ backend, target, batchSize, signal });
  const { distribution, ...base } = await scoreBase(evaluator, context, backend, settings.difference);
  const units = unitsOf(context, settings.protectSpecialTokens);
  const replacer = await prepareReplacer(options.replacer, { backend, context, units, signal });
  throwIfAborted(signal);
  const shape = { probes: settings.probes, targets: 1, units: replacer.units };
  return {
    ...{ options, settings, batchSize, signal, startedAt, context, units, target, replacer, evaluator },
    base: { ...base, distance: 0 },
    distance: distanceFrom(settings.difference, distribution),
    recursion: initialState(shape, settings.seed),
    rows: [],
    step: 0,
    kept: null,
    declared: null,
  };
}

function refuseUnsupported(difference: Difference, backend: Backend): void {
  if (difference === 'probability' || backend.supports.distribution) return;
  throw new ReagentError(
    'UNSUPPORTED',
    `backend ${backend.id} cannot tell whole distributions, which difference ${difference} compares: ` +
      'take difference probability, or a backend that supports distribution',
    { plugin: backend.id },
  );
}

async function scoreBase(
  evaluator: Evaluator,
  context: Context,
  backend: Backend,
  difference: Difference,
): Promise<TokenScore> {
  const { rank, maxTopK } = backend.supports;
  const [base] = await evaluator.score(repeatRow(context.tokens, 1), {
    ...(rank === 'exact' ? { rank: true } : rank === 'topK' ? { topK: maxTopK } : {}),
    distribution: difference !== 'probability',
  });
  if (base === undefined || base.bound) {
    throw new ReagentError(
      'UNSUPPORTED',
      `backend ${backend.id} tells only a bound of the target's probability: choose a target among its best tokens`,
      { plugin: backend.id },
    );
  }
  return base;
}

/** @param base present where a difference needs it: it has been asked for and checked */
function distanceFrom(difference: Difference, base: Float64Array | undefined): Run['distance'] {
  if (difference === 'probability') return null;
  return (distribution) => distances[difference](base as Float64Array, distribution);
}

/** The effects from the first `rows` rows; default all. */
export function effectOf(run: Run, rows: number = run.rows.length): EffectFit {
  return fitEffect({
    rows: rows === run.rows.length ? run.rows : run.rows.slice(0, rows),
    units: run.replacer.units,
    eligible: run.replacer.eligible,
    base: { clamped: run.base.clamped },
  });
}

/** Evaluations that the limit leaves. */
export function evaluationsLeft(run: Run): number {
  return (run.settings.limits.evaluations ?? Infinity) - run.evaluator.evaluations;
}
