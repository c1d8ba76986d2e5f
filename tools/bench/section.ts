import type { BenchModel } from './models.ts';

/** What every section is given. */
export interface Setting {
  /** Those that are there, the tiny one first. */
  readonly models: readonly BenchModel[];
  /** Two repeats of little work: to see that everything runs. The figures mean nothing. */
  readonly quick: boolean;
  /** Says how far it is. */
  readonly tell: (line: string) => void;
}

/** One point of the benchmark, as it is printed and written as JSON. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** What is compared with what, and how: a paragraph each. */
  readonly explanation: readonly string[];
  /** All have the same keys, which head the columns. */
  readonly rows: readonly Row[];
  readonly ratios: readonly Ratio[];
  readonly bars: readonly Bar[];
}

export type Row = Readonly<Record<string, string | number>>;

export interface Ratio {
  readonly what: string;
  readonly value: number;
}

/** What was asked of a figure, and whether it is met. */
export interface Bar {
  readonly what: string;
  readonly asked: string;
  readonly got: number;
  readonly met: boolean;
}

export function atMost(what: string, got: number, most: number, unit = ''): Bar {
  return { what, asked: `≤ ${most}${unit}`, got, met: got <= most };
}

export function atLeast(what: string, got: number, least: number): Bar {
  return { what, asked: `≥ ${least}`, got, met: got >= least };
}
