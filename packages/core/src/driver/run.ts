import type { AbortSignalLike } from '../interfaces/abort.ts';
import { throwIfAborted } from '../interfaces/abort.ts';
import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { TokenScore } from './checked-scores.ts';
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
  const batchSize = wholeNumber('execution.batchSize', options.execution?.batchSize ?? 32, 1);
  const target = await chooseTarget(options.target, backend, context, signal);
  const evaluator = new Evaluator({ backend, target, batchSize, signal });
  const base = await scoreBase(evaluator, context, backend);
  const units = unitsOf(context, settings.protectSpecialTokens);
  const replacer = await prepareReplacer(options.replacer, { backend, context, units, signal });
  throwIfAborted(signal);
  const shape = { probes: settings.probes, targets: 1, units: replacer.units };
  return {
    ...{ options, settings, batchSize, signal, startedAt, context, units, target, replacer, evaluator, base },
    recursion: initialState(shape, settings.seed),
    rows: [],
    step: 0,
    kept: null,
    declared: null,
  };
}

async function scoreBase(
  evaluator: Evaluator,
  context: Context,
  backend: AttributeOptions['backend'],
): Promise<TokenScore> {
  const { rank, maxTopK } = backend.supports;
  const want = rank === 'exact' ? { rank: true } : rank === 'topK' ? { topK: maxTopK } : {};
  const [base] = await evaluator.score(repeatRow(context.tokens, 1), want);
  if (base === undefined || base.bound) {
    throw new ReagentError(
      'UNSUPPORTED',
      `backend ${backend.id} tells only a bound of the target's probability: choose a target among its best tokens`,
      { plugin: backend.id },
    );
  }
  return base;
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
