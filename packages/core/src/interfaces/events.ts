import type { EvaluatedContext, EvaluatedScore } from './evaluated.ts';
import type { JsonObject } from './json.ts';
import type { AttributionResult, Effect, ResultTarget, ResultToken } from './result.ts';

/** What a run tells while it goes on. Numbers are the ones of the result. */
export type AttributionEvent = StartedEvent | SweptEvent | StepEvent | FinishedEvent;

/** The unreplaced context has been scored. */
export interface StartedEvent {
  readonly type: 'started';
  readonly text: string;
  readonly tokens: readonly ResultToken[];
  readonly targets: readonly ResultTarget[];
  /** As in the result. */
  readonly settings: JsonObject;
  /** [position] the token's unit; -1 if it is never replaced. */
  readonly units: readonly number[];
  /** [target] units that may be replaced and stand before it, ascending. */
  readonly eligible: readonly (readonly number[])[];
  /** [target] in the unreplaced context */
  readonly base: readonly EvaluatedScore[];
  /** Evaluations that a context costs: passes of the model, for every target. */
  readonly passes: number;
  /** Most evaluations of the run; null: no such limit. */
  readonly maxEvaluations: number | null;
}

/** What both kinds of steps tell. */
interface Evaluated {
  /** Contexts in the order in which they count, stop tests last; computed when called. */
  evaluated(): readonly EvaluatedContext[];
  /** [probe][target] after the stop tests */
  readonly converged: readonly (readonly boolean[])[];
}

/** Every unit has been replaced alone. */
export interface SweptEvent extends Evaluated {
  readonly type: 'swept';
  readonly evaluations: number;
  readonly interim: Interim;
}

/** A step of all running probes is done, its stop tests included. */
export interface StepEvent extends Evaluated {
  readonly type: 'step';
  readonly step: number;
  readonly evaluations: number;
  readonly probesRunning: number;
  readonly interim: Interim;
}

/** The last event. */
export interface FinishedEvent {
  readonly type: 'finished';
  readonly result: AttributionResult;
}

/** Computed when called: the scores as they stand. */
export interface Interim {
  /** [target][token] */
  importance(): readonly (readonly number[])[];
  /** [target][token] */
  effect(): readonly (readonly (Effect | null)[])[];
}
