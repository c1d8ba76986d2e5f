import type { Journal } from '@reagent/core';
import type { DemoSettings } from '../settings.ts';

/** A run's journal in the browser, with what a reload has to know beside it. */
export interface RunJournal extends Journal {
  /** What a reload is to come back to. */
  note(progress: KeptProgress): void;
  /** The run is over: nothing of it is kept. */
  remove(): Promise<void>;
  /** Another page may have it. */
  release(): void;
}

export interface KeptProgress {
  readonly evaluations: number;
  readonly paused: boolean;
}

/** A run that a page has begun and not ended. */
export interface KeptRun {
  readonly settings: DemoSettings;
  readonly progress: KeptProgress;
  readonly journal: RunJournal;
}
