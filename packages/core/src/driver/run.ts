import type { AbortSignalLike } from '../interfaces/abort.ts';
import { throwIfAborted } from '../interfaces/abort.ts';
import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import type { Backend } from '../interfaces/backend.ts';
import type { TokenScore } from './checked-scores.ts';
import { prepareReplacer, type CheckedReplacer } from './checked-replacer.ts';
import { readContext, type Context } from './context.ts';
import { fitEffect, type EffectFit, type EffectRow } from '../recursion/effect.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { Evaluator } from './evaluator.ts';
import { initialState, type RecursionState } from '../recursion/recursion.ts';
import { protectsSpecialTokens, resolveSettings, wholeNumber, type Settings } from './settings.ts';
import { readUnits, type Grouping } from '../units/read-units.ts';
import { readTargets, type Target } from './targets.ts';
import { targetScore } from './target-score.ts';
import { repeatRow } from '../interfaces/token-matrix.ts';

/** A run under way: what is fixed for it, and how far it has come. */
export interface Run {
  readonly options: AttributeOptions;
  readonly settings: Settings;
  readonly batchSize: number;
  readonly signal: AbortSignalLike | undefined;
  readonly startedAt: number;
  readonly context: Context;
  /** [position] the token's unit; -1 if protected. */
  readonly units: Int32Array;
  /** Which tokens that makes one. */
  readonly grouping: Grouping;
  readonly targets: readonly Target[];
  /** [target] units that may be replaced and stand before it, ascending. */
  readonly eligible: readonly (readonly number[])[];
  readonly replacer: CheckedReplacer;
  readonly evaluator: Evaluator;
  /** The targets in the unreplaced context. */
  readonly base: readonly BaseScore[];

  recursion: RecursionState;
  /** In the order sweep, then (step, probe). Only ever appended to. */
  readonly rows: RunRow[];
  /** Whole steps done. */
  step: number;
  /** [target] Most units that a stop test has kept, for the rationale; null before the first. */
  readonly kept: (number | null)[];
  /** [target] The rationale that a met criterion declared. */
  declared: readonly (readonly number[])[] | null;
}

export interface BaseScore {
  readonly score: TokenScore;
  /** Of the tokens that the target asks for, in order. */
  readonly tokens: readonly TokenScore[];
}

/** One replaced context and what it did to the targets. */
export interface RunRow extends Pick<EffectRow, 'source' | 'mask'> {
  /** [target] null: it is no row of this target. */
  readonly responses: readonly (Pick<EffectRow, 'response' | 'bound' | 'clamped'> | null)[];
}

/** Reads the input, chooses the targets, scores them in the unreplaced context, and makes the replacer ready. */
export async function startRun(options: AttributeOptions): Promise<Run> {
  const startedAt = Date.now();
  const { backend, signal } = options;
  throwIfAborted(signal);
  const { targets, context } = await readTargets(options, backend, readContext(options, backend), signal);
  const grouping = readUnits(options, context, protectsSpecialTokens(options));
  const { units } = grouping;
  const settings = resolveSettings(options, grouping.plain ? context.tokens.length : grouping.names.length);
  const batchSize = wholeNumber('execution.batchSize', options.execution?.batchSize ?? 32, 1);
  const evaluator = new Evaluator({ backend, targets, batchSize, signal });
  const base = await scoreBase(evaluator, targets, context, backend);
  const replacer = await prepareReplacer(options.replacer, { backend, context, units, signal });
  throwIfAborted(signal);
  const shape = { probes: settings.probes, targets: targets.length, units: replacer.units };
  return {
    ...{
      options,
      settings,
      batchSize,
      signal,
      startedAt,
      context,
      units,
      grouping,
      targets,
      replacer,
      evaluator,
      base,
    },
    eligible: targets.map(({ position }) => eligibleBefore(position, units, replacer.eligible)),
    recursion: initialState(shape, settings.seed),
    rows: [],
    step: 0,
    kept: targets.map(() => null),
    declared: null,
  };
}

/** Units of which every token stands before a position. */
function eligibleBefore(position: number, units: Int32Array, eligible: readonly number[]): readonly number[] {
  const later = new Set(units.subarray(position));
  return eligible.filter((unit) => !later.has(unit));
}

async function scoreBase(
  evaluator: Evaluator,
  targets: readonly Target[],
  context: Context,
  backend: Backend,
): Promise<BaseScore[]> {
  const { rank, maxTopK, logits } = backend.supports;
  const want = rank === 'exact' ? { rank: true } : rank === 'topK' ? { topK: maxTopK } : {};
  const [asked = []] = await evaluator.tokens(repeatRow(context.tokens, 1), want);
  return targets.map((target, index): BaseScore => {
    const tokens = asked[index] ?? [];
    const score = targetScore(target, tokens, logits);
    if (score.clamped) evaluator.clamped += 1;
    if (!score.bound) return { score, tokens };
    throw new ReagentError(
      'UNSUPPORTED',
      `backend ${backend.id} tells only a bound of the target's probability: choose a target among its best tokens`,
      { plugin: backend.id },
    );
  });
}

/** The effects on a target from the first `rows` rows; default all. */
export function effectOf(run: Run, target: number, rows: number = run.rows.length): EffectFit {
  return fitEffect({
    rows: run.rows.slice(0, rows).flatMap(({ source, mask, responses }) => {
      const response = responses[target] ?? null;
      return response === null ? [] : [{ source, mask, ...response }];
    }),
    units: run.replacer.units,
    eligible: run.eligible[target] ?? [],
    base: { clamped: run.base[target]?.score.clamped ?? false },
  });
}

/** Evaluations that the limit leaves. */
export function evaluationsLeft(run: Run): number {
  return (run.settings.limits.evaluations ?? Infinity) - run.evaluator.evaluations;
}
