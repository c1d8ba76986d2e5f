import type { AbortSignalLike } from '../interfaces/abort.ts';
import { throwIfAborted, untilAborted } from '../interfaces/abort.ts';
import type { AttributeOptions } from '../interfaces/attribute-options.ts';
import { checkDifference, refuseUnsupported, sendBase, type BaseScore } from './base-scores.ts';
import { prepareReplacer, type CheckedReplacer } from './checked-replacer.ts';
import { readContext, type Context } from './context.ts';
import type { GrowingEffectFit } from '../recursion/effect.ts';
import type { EffectRow } from '../recursion/effect-rows.ts';
import { Evaluator, type MeasureTarget } from './evaluator.ts';
import { openJournal, refuseNameless } from './open-journal.ts';
import type { PathPoint } from '../interfaces/result.ts';
import { initialState, type RecursionState } from '../recursion/recursion.ts';
import { protectsSpecialTokens, resolveSettings, wholeNumber, type Settings } from './settings.ts';
import { readUnits, type Grouping, type ReadUnits } from '../units/read-units.ts';
import { readTargets, type Target } from './targets.ts';

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
  /** How far a distribution is from that of the unreplaced context; null where Δ is the fall of the target's probability. */
  readonly distance: MeasureTarget | null;

  recursion: RecursionState;
  /** In the order sweep, then (step, probe). Only ever appended to. */
  readonly rows: RunRow[];
  /** [target] The fit that its looks go on with. */
  readonly fits: Map<number, GrowingFit>;
  /** Whole steps done. */
  step: number;
  /** [target] Most units that a stop test has kept, for the rationale; null before the first. */
  readonly kept: (number | null)[];
  /** [target] The rationale that a met criterion declared. */
  declared: readonly (readonly number[])[] | null;
  /** How the importance has come about; null: it is not kept. */
  path: readonly PathPoint[] | null;
}

export interface GrowingFit {
  readonly fit: GrowingEffectFit;
  /** How many of the run's rows it has been given. */
  rows: number;
}

/** One replaced context and what it did to the targets. */
export interface RunRow extends Pick<EffectRow, 'source' | 'mask'> {
  /** [target] null: it is no row of this target. */
  readonly responses: readonly (Pick<EffectRow, 'response' | 'bound' | 'clamped'> | null)[];
}

/**
 * Reads the input, chooses the targets, scores them in the unreplaced context, and makes the replacer ready.
 * @param unitsOf makes the units; default: as the options say
 */
export async function startRun(options: AttributeOptions, unitsOf: ReadUnits = readUnits): Promise<Run> {
  const startedAt = Date.now();
  const { backend, signal } = options;
  throwIfAborted(signal);
  refuseNameless(options);
  const text = await untilAborted(readContext(options, backend), signal); // a server may have the tokenizer
  // Before the model is asked for an answer: what cannot be is refused at once.
  refuseUnsupported(resolveSettings(options, text.tokens.length).difference, backend);
  const { targets, context } = await readTargets(options, backend, text, signal);
  const grouping = unitsOf(options, context, protectsSpecialTokens(options));
  const { units } = grouping;
  const settings = resolveSettings(options, grouping.plain ? context.tokens.length : grouping.names.length);
  checkDifference(settings.difference, targets);
  const batchSize = wholeNumber('execution.batchSize', options.execution?.batchSize ?? 32, 1);
  const { ahead = true } = options.execution ?? {};
  const evaluator = new Evaluator({ backend, targets, batchSize, ahead, signal });
  const send = () => sendBase(evaluator, targets, context, { backend, difference: settings.difference });
  const lines = (await options.journal?.lines()) ?? [];
  // The model is at it while the replacer asks its own, unless a journal may have it.
  const sent = lines.length === 0 ? send() : null;
  const replacer = await prepareReplacer(options.replacer, { backend, context, units, signal });
  throwIfAborted(signal);
  evaluator.kept = await openJournal(options, lines, { settings, context, targets, units, replacer });
  const { base, distance } = await (sent ?? send())();
  const shape = { probes: settings.probes, targets: targets.length, units: replacer.units };
  return {
    ...{ options, settings, batchSize, signal, startedAt, context, units, grouping, targets },
    ...{ replacer, evaluator, base, distance },
    eligible: targets.map(({ position }) => eligibleBefore(position, units, replacer.eligible)),
    recursion: initialState(shape, settings.seed),
    rows: [],
    fits: new Map(),
    step: 0,
    kept: targets.map(() => null),
    declared: null,
    path: options.path === true && options.unit !== 'auto' ? [] : null,
  };
}

/** Units of which every token stands before a position. */
export function eligibleBefore(position: number, units: Int32Array, eligible: readonly number[]): readonly number[] {
  const later = new Set(units.subarray(position));
  return eligible.filter((unit) => !later.has(unit));
}

/** Evaluations that the limit leaves after so many; default: those done. */
export function evaluationsLeft(run: Run, done: number = run.evaluator.evaluations): number {
  return (run.settings.limits.evaluations ?? Infinity) - done;
}
