import type { AttributionResult, StartedEvent } from '@reagent/core';
import type { StoredEvent } from './stored-example.ts';

/** A trace, its lines told apart. */
export interface TracedRun {
  readonly start: StartedEvent;
  readonly steps: readonly Extract<StoredEvent, { readonly evaluated: unknown }>[];
  readonly result: AttributionResult;
  /** How many units there are. */
  readonly units: number;
  /** Those that a replay needs. */
  readonly settings: { readonly probes: number; readonly seed: number; readonly clamp: number };
}

export function readTrace(trace: readonly StoredEvent[]): TracedRun {
  const [start, last] = [trace[0], trace.at(-1)];
  if (start?.type !== 'started' || last?.type !== 'finished') throw new TypeError('the trace is not whole');
  return {
    start,
    steps: trace.filter((event) => 'evaluated' in event),
    result: last.result,
    units: Math.max(...start.units) + 1,
    settings: start.settings as unknown as TracedRun['settings'],
  };
}

/** [position] Each token has its unit's value. */
export function perToken<T>(units: readonly number[], values: readonly T[], otherwise: T): T[] {
  return units.map((unit) => (unit < 0 ? otherwise : values[unit]!));
}

/** [position] A unit's share, in equal parts. */
export function sharedAmongTokens(units: readonly number[], importance: readonly number[]): number[] {
  const size = (of: number): number => units.filter((unit) => unit === of).length;
  return units.map((unit) => (unit < 0 ? 0 : importance[unit]! / size(unit)));
}
