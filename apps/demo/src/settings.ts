import type { AttributionResult, EvaluatedContext } from '@reagent/core';

/** All that makes a run: what a link holds and what a reload restores. */
export interface DemoSettings {
  readonly text: string;
  /** The token explained, by id; null: the model's own first choice. */
  readonly target: number | null;
  /** "Rather than" this token; null: no contrast. */
  readonly insteadOf: number | null;
  readonly unit: 'token' | 'word' | 'sentence';
  /** `random` or the masked model's proposals (`roberta`). */
  readonly replacer: 'random' | 'roberta';
  readonly seed: number;
  /** Most evaluations. */
  readonly evaluations: number;
  /** The site's own tiny pair, or a model of the Hub that the user asked for. */
  readonly model: 'tiny' | { readonly hub: string; readonly dtype: string };
}

/** A finished (or stopped) run: what is shown, left with, compared. */
export interface DemoRun {
  readonly settings: DemoSettings;
  readonly result: AttributionResult;
  /** Every evaluation, as `--trace` writes it: for the replay and for the replacements behind a token. */
  readonly trace: readonly EvaluatedContext[];
  /** Texts of the substitutes in the trace, by id: a stored example has no tokenizer to ask. */
  readonly texts: Readonly<Record<number, string>>;
}
