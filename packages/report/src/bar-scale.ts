import type { Effect } from '@reagent/core';

/** Where numbers stand between 0 and 1 of a bar's length. */
export interface BarScale {
  /** Place of the number 0. */
  readonly zero: number;
  place(value: number): number;
}

/** A scale that holds 0 and all the values, interval ends included. */
export function barScale(values: readonly number[]): BarScale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const range = high - low || 1;
  const place = (value: number): number => (value - low) / range;
  return { zero: place(0), place };
}

/** Every number that an effect shows. */
export function numbersOf({ estimate, low, high }: Effect): number[] {
  return [estimate, ...(low === null || high === null ? [] : [low, high])];
}
