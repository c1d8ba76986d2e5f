/** A context that was evaluated, and what the model answered: with a run's settings, enough to compute it again. */
export interface EvaluatedContext {
  readonly purpose: 'sweep' | 'update' | 'stop-test';
  /** -1 for the sweep, which is no probe's. */
  readonly probe: number;
  /** The target that a stop test is about; null: all. */
  readonly target: number | null;
  /** The units that were to be replaced, ascending. None: it is the context itself, and costs nothing. */
  readonly replaced: readonly number[];
  /** What stands in their places, ascending; a replacer may return the original token. */
  readonly substitutes: readonly (readonly [position: number, id: number])[];
  /** [target] or, of a stop test, of its own target alone. */
  readonly scores: readonly EvaluatedScore[];
}

/** A target's score after a context. */
export interface EvaluatedScore {
  /** Of a contrast: of pA / (pA + pB). Of tokens as one: of all together. */
  readonly logProbability: number;
  readonly logOdds: number;
  /** Only an upper bound is known. */
  readonly bound: boolean;
  /** The log-odds were derived and had to be clamped. */
  readonly clamped: boolean;
  readonly withinTopK?: boolean;
  /** Where the recursion takes a distance between distributions. */
  readonly distance?: number;
}
