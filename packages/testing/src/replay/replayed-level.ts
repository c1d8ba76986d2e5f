import type { EffectRow, RecursionState } from '@reagent/core';
import type { Comparer } from './report.ts';
import type { TracedLevel, TraceStart } from './run-trace.ts';

/** A level of a run as it is computed again. */
export interface ReplayedLevel {
  readonly start: TraceStart;
  readonly level: TracedLevel;
  readonly units: number;
  readonly compare: Comparer;
  state: RecursionState;
  /** [target] */
  readonly rows: EffectRow[][];
  /** [target] Most units that a stop test has kept. */
  readonly kept: (number | null)[];
  /** By step, [target][unit] importance after it. */
  readonly path: Map<number, readonly (readonly number[])[]>;
}
