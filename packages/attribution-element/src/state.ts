import type { AttributionView, Granularity, Quantity } from '@reagent/report/view';
import type { AttributionResult } from '@reagent/core';

/** What the parts show. */
export interface Shown {
  readonly result: AttributionResult;
  readonly view: AttributionView;
  readonly show: Quantity;
  readonly granularity: Granularity;
  /** Place of the explained target among the columns. */
  readonly target: number;
  /** The unit under the pointer or the focus, by its row; null: none. */
  readonly pointed: number | null;
  /** Whether the table of bars holds every unit. */
  readonly all: boolean;
  /** -1: only the strongest are marked; 1: weak ones too. */
  readonly strength: number;
  readonly marks: Marks;
  /** The run goes on: its facts are not known yet. */
  readonly unfinished: boolean;
}

/** By the ground behind the text, or by lines under it alone. */
export type Marks = 'colour' | 'underline';

/** What a person can change. */
export interface Changes {
  readonly show?: Quantity;
  readonly granularity?: Granularity;
  readonly target?: number;
  readonly pointed?: number | null;
  /** The row that was clicked, or that Enter was pressed on. */
  readonly chosen?: number;
  readonly all?: boolean;
  readonly strength?: number;
  readonly marks?: Marks;
}

export type Change = (changes: Changes) => void;
