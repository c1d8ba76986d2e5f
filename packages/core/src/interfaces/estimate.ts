/** What a run would cost, told before it. */
export interface Estimate {
  /** Most contexts that it scores, the unreplaced one included; null: no limit ends it. A criterion may end it before. */
  readonly evaluations: number | null;
  /** For so many; null: no limit ends it. */
  readonly seconds: number | null;
  /** The limit that would end it, where no criterion does before; null: none. */
  readonly endedBy: 'evaluations' | 'steps' | 'seconds' | 'nothing-to-replace' | null;
  /** What it rests on. */
  readonly measured: {
    /** Reading the text, choosing the target, making the replacer ready, the unreplaced context. */
    readonly startSeconds: number;
    /** In one small batch of replaced contexts. */
    readonly evaluations: number;
    readonly secondsPerEvaluation: number;
  };
}
