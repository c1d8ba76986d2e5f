/** Name of the event that tells of a piece of the text that was clicked, or that Enter was pressed on. */
export const unitChosen = 'reagent-unit-chosen';

/** Its `detail`. */
export interface UnitChosen {
  /** Positions of the piece's tokens in the result. */
  readonly tokens: readonly number[];
  /** Which target it was chosen for, by its place. */
  readonly target: number;
}
