import type { AbortSignalLike } from './abort.ts';
import type { Backend } from './backend.ts';
import type { Difference } from '../recursion/difference.ts';
import type { Preset, PresetName } from '../recursion/presets.ts';
import type { Journal } from './journal.ts';
import type { ChatMessage } from './tokenizer.ts';
import type { Replacer } from './replacer.ts';
import type { StoppingCriterion, StoppingFunction } from './stopping-criterion.ts';
import type { NamedPart, TextPart, Unit } from './unit.ts';

/** What `attribute` takes. */
export interface AttributeOptions {
  readonly backend: Backend;
  readonly replacer: Replacer;
  /** The context as text, or as token ids of the backend's tokenizer (special tokens included). This or `messages`. */
  readonly text?: string | readonly number[];
  /**
   * In place of `text`: a conversation. The tokens of the model's chat template are marked in the result and never
   * replaced, whatever `protectSpecialTokens` says.
   */
  readonly messages?: readonly ChatMessage[];
  /**
   * What is explained: a token id, the ids of several tokens, or a text, its space included. Each token of a longer one
   * is a target of its own; earlier ones are context of later ones. Default: the model's own first choice.
   */
  readonly target?: number | string | readonly number[];
  /** In place of `target`: the model's own answer of so many tokens (fewer, where it ends the text before). */
  readonly answer?: number;
  /** Explains only the tokens `from` … `to - 1` of the target or answer, counted from 0. */
  readonly span?: readonly [from: number, to: number];
  /** Explains the tokens of the target or answer (or of its `span`) as one: the sum of their log-probabilities. */
  readonly whole?: boolean;
  /** Explains why the target and not this token, a token id or a text that is one token, at the same position. */
  readonly insteadOf?: number | string;
  /**
   * What is replaced, and explained, as one. Default: `token`; `part` where parts are named. What {@link parts} name is
   * one unit of its own under every choice.
   *
   * `auto`, for long texts: paragraphs or sentences first, then into those whose effect stands apart, down to words,
   * within one budget (`limits.evaluations`, here 300 by default); the result has every level.
   */
  readonly unit?: Unit | 'auto';
  /** Named parts of the context's text, each replaced as one. */
  readonly parts?: readonly NamedPart[];
  /** Parts of the context's text that are never replaced, nor any token that holds some of them. */
  readonly pin?: readonly TextPart[];
  /**
   * When to stop before the limits. `criterionOf(preset)` of `@reagent/stopping` makes a preset's own; null runs to
   * the limits.
   */
  readonly stopping: StoppingCriterion | StoppingFunction | null;
  /** Default: `default`. */
  readonly preset?: PresetName | Preset;
  /** Whole number, 0 or more. Default 0: the same call gives the same result. */
  readonly seed?: number;
  /** Each overrides the preset's. */
  readonly probes?: number;
  readonly replacingRatio?: number;
  /**
   * What the recursion takes for the change of the prediction: the target's `probability`, or the `hellinger` or `total-variation`
   * distance between the whole next-token distributions, for backends that support `distribution`.
   */
  readonly difference?: Difference;
  readonly sweep?: boolean;
  readonly protectSpecialTokens?: boolean;
  readonly limits?: Limits;
  readonly execution?: ExecutionOptions;
  /**
   * Keeps what the model answers, so that a run that was stopped goes on where it was: the same call with the same journal
   * asks only about what is not in it, and gives the result of a run never stopped.
   */
  readonly journal?: Journal;
  /**
   * Keeps how the importance came about in the result, for reports (`path`); has no say in the other numbers. From coarse
   * to fine there is none: each level is a recursion of its own. Default: false.
   */
  readonly path?: boolean;
  readonly signal?: AbortSignalLike;
}

/** Hard ends: each gives the best result so far, marked as what it is. Null lifts the preset's. */
export interface Limits {
  /** Most steps of a probe. */
  readonly steps?: number | null;
  /** Most contexts scored by the model. */
  readonly evaluations?: number | null;
  /** Looked at between batches. */
  readonly seconds?: number | null;
}

/** Has no say in the numbers. */
export interface ExecutionOptions {
  /** Most contexts in one call of the backend. Default 32. */
  readonly batchSize?: number;
  /**
   * Sends the backend its next contexts while it is at those before, wherever it is known what they are: never past a point
   * where the criterion is asked, or a limit may end the run. Where `limits.seconds` is set only within a step. False: a call at a time. Default: true.
   */
  readonly ahead?: boolean;
}
