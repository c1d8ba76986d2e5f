import type { Effect, EvaluatedContext, StartedEvent } from '@reagent/core';
import type { DemoRun, DemoSettings } from '../settings.ts';

export type RunPhase = 'idle' | 'opening' | 'running' | 'paused' | 'finished' | 'failed';

/** A run as it stands. */
export interface RunState {
  readonly phase: RunPhase;
  readonly settings: DemoSettings | null;
  /** Null before the unreplaced context has been scored. */
  readonly started: StartedEvent | null;
  /** Null before the first step. */
  readonly look: RunLook | null;
  /** Texts of the substitutes so far, by id. */
  readonly texts: Readonly<Record<number, string>>;
  /** Null before the end. */
  readonly run: DemoRun | null;
  readonly error: unknown;
}

/** What a step left; every number is of its event. */
export interface RunLook {
  /** 0: every unit has been replaced alone. */
  readonly step: number;
  readonly evaluations: number;
  /** Time that was spent running, pauses apart. */
  readonly seconds: number;
  readonly probes: number;
  readonly probesRunning: number;
  /** [target][token] */
  readonly importance: readonly (readonly number[])[];
  /** [target][token] */
  readonly effect: readonly (readonly (Effect | null)[])[];
  /** The last context that was evaluated; null: none was. */
  readonly latest: EvaluatedContext | null;
}

export const idle: RunState = {
  ...{ phase: 'idle', settings: null, started: null, look: null, texts: {}, run: null, error: null },
};

/** Whether it may still be paused, or stopped. */
export function isUnderWay({ phase }: RunState): boolean {
  return phase === 'opening' || phase === 'running' || phase === 'paused';
}
