import type { EvaluatedContext, FinishedEvent, StartedEvent, StepEvent, SweptEvent } from '@reagent/core';
import type { DemoSettings } from '../settings.ts';

/** A line of a trace, as core's `traceLine` writes it. */
export type StoredEvent =
  StartedEvent | StoredStep<Omit<SweptEvent, 'interim'>> | StoredStep<Omit<StepEvent, 'interim'>> | FinishedEvent;

/** What was evaluated in a step is computed in a run, and stands in its trace. */
type StoredStep<Event extends { evaluated(): readonly EvaluatedContext[] }> = Omit<Event, 'evaluated'> & {
  readonly evaluated: readonly EvaluatedContext[];
};

/** A file of `stored/`: a real run, every evaluation in it. */
export interface StoredExample {
  readonly settings: DemoSettings;
  /** Texts of the substitutes, by id. */
  readonly texts: Readonly<Record<number, string>>;
  /** From `started` to `finished`. */
  readonly trace: readonly StoredEvent[];
}
