import type { JsonObject } from './json.ts';

/**
 * Why a run ended. `converged`: its stopping criterion was met. `nothing-to-replace`: no token of the context may be
 * replaced. The others are limits.
 */
export type EndedBy = 'converged' | 'steps' | 'evaluations' | 'seconds' | 'aborted' | 'nothing-to-replace';

/** One plain object, versioned; the JSON Schema is in `@reagent/result-schema`. Always the same shape. */
export interface AttributionResult {
  readonly schema: 'reagent/attribution/1';
  /** The context, earlier tokens of an explained answer included. */
  readonly text: string;
  readonly tokens: readonly ResultToken[];
  /** What was replaced as one. Absent: each token alone. */
  readonly units?: readonly ResultUnit[];
  /**
   * Of a run from coarse to fine: its levels. In everything else each token has what the finest level says that replaced
   * it, and effects of different levels are of different units. Absent: there was one.
   */
  readonly levels?: readonly ResultLevel[];
  /** One row for each target in everything below that is marked [target]. */
  readonly targets: readonly ResultTarget[];
  /**
   * [target][token] The recursion's importance: each row sums to 1 (all 0 if no token may be replaced). Of a unit, in
   * equal shares to its tokens.
   */
  readonly importance: readonly (readonly number[])[];
  /** `stopped-recursion`: the paper's score, a stop test ended the recursion. */
  readonly importanceOf: 'stopped-recursion' | 'fixed-length-recursion';
  /** [target] The mean over probes has become a vote of one-hot probes: read the order, not the sizes. */
  readonly importanceSaturated: readonly boolean[];
  /**
   * [target][token] Signed change of the target's log-odds; null where nothing can be said. Each token of a unit has that
   * of its unit: `regroup` counts it once.
   */
  readonly effect: readonly (readonly (Effect | null)[])[];
  /** [target] How well the effects are determined. */
  readonly effectFit: readonly EffectFitSummary[];
  /** [target] Token positions that the probes agree on, or that the criterion declared; ascending; may be empty. */
  readonly rationale: readonly (readonly number[])[];
  /**
   * How the importance came about, where the run was asked for it (`path`): at most 32 points, evenly spread over the
   * steps, and the last. Absent: not kept.
   */
  readonly path?: readonly PathPoint[];
  /** A criterion was met: for every target, by at least one probe, or by the run. */
  readonly converged: boolean;
  readonly probes: readonly ResultProbe[];
  readonly endedBy: EndedBy;
  readonly cost: Cost;
  /** How far the replacer could do what it is for. */
  readonly replacement: Replacement;
  /** Every option that had a say in the numbers, preset name and seed included. */
  readonly settings: JsonObject;
  /** Backend, replacer, versions. `execution` holds what may differ between equal runs. */
  readonly provenance: Provenance;
}

export interface ResultToken {
  readonly id: number;
  readonly text: string;
  /** UTF-16 offsets in `text`. */
  readonly start: number;
  readonly end: number;
  readonly special: boolean;
  /** Written by the model's chat template around the messages; never replaced. */
  readonly template: boolean;
  /** An earlier token of the answer that is explained: context of its later tokens. */
  readonly answer: boolean;
  /** Never replaced: special, of the chat template, pinned, or without a legal substitute. */
  readonly pinned: boolean;
}

/** One level of a run from coarse to fine (`unit: 'auto'`). */
export interface ResultLevel {
  /** By whose ends the text was cut; short ones may be put together. */
  readonly unit: 'paragraph' | 'sentence' | 'word';
  /** What was replaced as one; all else was left as it is. */
  readonly units: readonly ResultUnit[];
  /** [target][unit] */
  readonly importance: readonly (readonly number[])[];
  /** [target][unit] */
  readonly effect: readonly (readonly (Effect | null)[])[];
  /** [target] */
  readonly effectFit: readonly EffectFitSummary[];
  readonly converged: boolean;
  /** Of the whole run, at the level's end. */
  readonly evaluations: number;
}

/** Tokens that were replaced together. */
export interface ResultUnit {
  /** Of a named part; null for the others. */
  readonly name: string | null;
  /** What it shows of the text; where it stands in several places, with … between them. */
  readonly text: string;
  /** Positions, ascending. A token of no unit was never replaced. */
  readonly tokens: readonly number[];
}

/** A token's place among all next tokens. 0: the first choice. `atLeast` where only a bound is known; null: nothing is. */
export type Rank = number | { readonly atLeast: number } | null;

/** A next token as the unreplaced context predicts it. */
export interface ResultPrediction {
  readonly id: number;
  readonly text: string;
  readonly probability: number;
  readonly rank: Rank;
}

/** What a row of the numbers is about: a token, or several tokens explained as one. */
export interface ResultTarget extends ResultPrediction {
  /** Of several tokens as one: the first one's. */
  readonly id: number;
  /** Of several tokens as one: of all together. */
  readonly text: string;
  /** Number of tokens before it. Tokens of the context from here on are not its context: no effect, no importance. */
  readonly position: number;
  /** In the unreplaced context. Of several tokens as one: the product. */
  readonly probability: number;
  /** Of several tokens as one: null. */
  readonly rank: Rank;
  /** Several tokens explained as one score, the sum of their log-probabilities; null for a single token. */
  readonly span: readonly ResultPrediction[] | null;
  /** A contrast: the numbers say why the target and not this token at the same position. Null: none was asked for. */
  readonly insteadOf: ResultPrediction | null;
  /**
   * A criterion was met for it: by at least one of its probes, or by the run. Null before the end of a run, and where a
   * result of an earlier version does not tell (see `converged` of the result).
   */
  readonly converged: boolean | null;
}

/**
 * In log-odds: how much the target loses when the token is replaced. Positive: the token spoke for the target. Of a
 * contrast: how much ln p(target) − ln p(insteadOf) loses.
 */
export interface Effect {
  readonly estimate: number;
  /** 95 % interval; null where there are too few evaluations for one (see `effectFit`). */
  readonly low: number | null;
  readonly high: number | null;
}

export interface EffectFitSummary {
  /** Evaluations that the effects rest on. */
  readonly rows: number;
  /** Of these, how many tell only an upper bound of the target's probability: the model's server told no more. */
  readonly bounds: number;
  /** 0 … 1: how much of an effect the fit lets through; estimates are divided by it. */
  readonly kappa: number;
  /** Why intervals, or all effects, are null; null if they are not. */
  readonly withheld: 'no-rows' | 'few-rows' | 'clamped' | 'bounds' | null;
}

/** The importance as it stood after a step. */
export interface PathPoint {
  /** 0: before the first. */
  readonly step: number;
  readonly evaluations: number;
  /** [target][token] As in the result, to four decimals. */
  readonly importance: readonly (readonly number[])[];
}

export interface ResultProbe {
  /** For every target. */
  readonly converged: boolean;
  /** Updates; where targets differ, the most. */
  readonly steps: number;
}

export interface Cost {
  /** Contexts scored by the model, the unreplaced one included; not the call that chose the target. */
  readonly evaluations: number;
  /** Contexts that the replacer's masked model was asked about: for this run, or for a table that was kept from another. */
  readonly proposals: number;
  /** Log-odds that had to be clamped because the backend has no logits. */
  readonly clamped: number;
  readonly seconds: number;
}

export interface Replacement {
  /** Share of the units that have a legal substitute, 0 … 1; protected tokens do not count. */
  readonly coverage: number;
  /** Units for which the replacer took its second-best way. */
  readonly fallbacks: number;
}

export interface Provenance {
  readonly core: string;
  readonly backend: string;
  readonly replacer: string;
  readonly rowIndependence: 'bitwise' | 'tolerance' | 'none';
  /** What the backend says of itself. */
  readonly backendProvenance: JsonObject;
  /** What the replacer says of itself: of its masked model, where it has one. */
  readonly replacerProvenance: JsonObject;
  /** What may differ between equal runs: batch size, calls of the backend, proposals that were kept, threads. */
  readonly execution: JsonObject;
}

/** The first target's rows. */
export function primary(result: AttributionResult): {
  readonly target: ResultTarget;
  readonly importance: readonly number[];
  readonly effect: readonly (Effect | null)[];
  readonly rationale: readonly number[];
} {
  const [target] = result.targets;
  if (target === undefined) throw new TypeError('the result has no target');
  return {
    target,
    importance: result.importance[0] ?? [],
    effect: result.effect[0] ?? [],
    rationale: result.rationale[0] ?? [],
  };
}
