import type { AttributionResult, Effect, ResultTarget, ResultToken } from './result.ts';

/** What a run tells while it goes on. Numbers are the ones of the result. */
export type AttributionEvent = StartedEvent | SweptEvent | StepEvent | FinishedEvent;

/** The unreplaced context has been scored. */
export interface StartedEvent {
  readonly type: 'started';
  readonly text: string;
  readonly tokens: readonly ResultToken[];
  readonly targets: readonly ResultTarget[];
  /** Most evaluations of the run; null: no such limit. */
  readonly maxEvaluations: number | null;
}

/** Every unit has been replaced alone. */
export interface SweptEvent {
  readonly type: 'swept';
  readonly evaluations: number;
  readonly interim: Interim;
}

/** A step of all running probes is done, its stop tests included. */
export interface StepEvent {
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
