/** Start and end tokens that a model expects around a text. */
export interface Surroundings {
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
}

/** What was put around a text's own tokens; null: something else was done to them. */
export function surroundings(bare: readonly number[], full: readonly number[]): Surroundings | null {
  for (let from = 0; from + bare.length <= full.length; from++) {
    if (bare.every((id, index) => full[from + index] === id)) {
      return { prefix: full.slice(0, from), suffix: full.slice(from + bare.length) };
    }
  }
  return null;
}
