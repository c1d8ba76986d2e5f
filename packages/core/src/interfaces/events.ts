import type { EvaluatedContext, EvaluatedScore } from './evaluated.ts';
import type { JsonObject } from './json.ts';
import type { AttributionResult, Effect, ResultLevel, ResultTarget, ResultToken } from './result.ts';

/** What a run tells while it goes on. Numbers are the ones of the result. */
export type AttributionEvent = StartedEvent | LevelEvent | SweptEvent | StepEvent | FinishedEvent;

/** The unreplaced context has been scored. */
export interface StartedEvent {
  readonly type: 'started';
  readonly text: string;
  readonly tokens: readonly ResultToken[];
  readonly targets: readonly ResultTarget[];
  /** As in the result. */
  readonly settings: JsonObject;
  /** [position] the token's unit; -1 if it is never replaced. From coarse to fine: of the first level. */
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

/** Of a run from coarse to fine: a next level begins, which counts its steps from 1 again. The first began with the run. */
export interface LevelEvent {
  readonly type: 'level';
  /** Place in the result's `levels`: 1 for the second. */
  readonly level: number;
  /** By whose ends the text was cut. */
  readonly unit: ResultLevel['unit'];
  /** [position] the token's unit; -1 if this level does not replace it. */
  readonly units: readonly number[];
  /** [target] units that may be replaced and stand before it, ascending. */
  readonly eligible: readonly (readonly number[])[];
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
