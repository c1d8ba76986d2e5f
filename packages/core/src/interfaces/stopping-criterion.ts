import type { EffectFit } from '../recursion/effect-fit.ts';
import type { JsonObject } from './json.ts';

/**
 * Decides that a probe, or the whole run, has converged. It keeps no memory between calls: same state, same answer.
 */
export interface StoppingCriterion {
  /** With `options`, names the criterion, so that a run can be named, compared and resumed. */
  readonly id: string;
  readonly options: JsonObject;
  /** `probe`: a verdict for each probe. `run`: one verdict that holds for all probes. */
  readonly scope: 'probe' | 'run';
  /** Whether it wants to be asked at this point of the run. Absent: after the sweep and after every step. */
  due?(progress: Progress): boolean;
  check(state: StoppingState): Verdict | Ask;
}

/** A bare function is a criterion of scope `run` too, until a run is to be named or resumed. */
export type StoppingFunction = (state: StoppingState) => boolean | Verdict | Ask;

export interface Progress {
  /** Whole steps done; 0 after the sweep. */
  readonly step: number;
  /** Evaluations done; `evaluationsBefore` of them at the end of the step before (or of nothing, after the sweep). */
  readonly evaluations: number;
  readonly evaluationsBefore: number;
}

export interface StoppingState extends Progress {
  /** Units of the context that may be replaced, ascending. */
  readonly eligible: readonly number[];
  /** Units of the context. */
  readonly units: number;
  /** What is explained. */
  readonly targets: readonly StoppingTarget[];
  /** The probes still running, one entry for each probe and target. */
  readonly probes: readonly StoppingProbe[];
  /**
   * The effects of a target, from the rows pooled so far, in the order sweep, then (step, probe).
   * @param rows only the first so many rows, to compare with an earlier point of the run; default all
   */
  effect(target: number, rows?: number): EffectFit;
  /** Number of rows pooled so far. */
  readonly rows: number;
}

export interface StoppingTarget {
  /** Of several tokens explained as one: the first. */
  readonly token: number;
  /** Units that may be replaced and stand before it, ascending: of an answer's earlier tokens there are fewer. */
  readonly eligible: readonly number[];
  /** In the unreplaced context. */
  readonly logProbability: number;
}

export interface StoppingProbe {
  readonly probe: number;
  readonly target: number;
  /** Updates of this probe. */
  readonly steps: number;
  /** [unit] softmax of the probe's logits over the units eligible for the target; 0 for the others; sums to 1. */
  readonly importance: readonly number[];
}

export interface Verdict {
  /** One for all, or one for each entry of `state.probes` (scope `probe` only). */
  readonly met: boolean | readonly boolean[];
  /** [target] the units that the verdict declares to be the rationale. */
  readonly rationale?: readonly (readonly number[])[];
}

/** A wish to ask the model: the driver draws the substitutes, evaluates and batches, then asks again. */
export interface Ask {
  readonly tests: readonly StopTest[];
  /** `answers` are in the order of `tests`. */
  decide(answers: readonly StopTestAnswer[]): Verdict | Ask;
}

/** One context to evaluate: the units in `keep` as they are, all others that its target has replaced by a fresh draw. */
export interface StopTest {
  /** Index into `state.probes`. */
  readonly entry: number;
  readonly keep: readonly number[];
  /** Asks whether the target is among the k most probable tokens. */
  readonly topK?: number;
}

export interface StopTestAnswer {
  readonly logProbability: number;
  /** False: `logProbability` is only an upper bound. */
  readonly exact: boolean;
  /** Absent if no `topK` was asked for. */
  readonly withinTopK?: boolean;
}
