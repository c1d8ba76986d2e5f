/** Pixels of one column and of one line of text; the picture's text stands on this grid, whatever the font. */
export const column = 8.4;
export const line = 30;
/** Pixels of the frame around everything. */
export const margin = 24;
/** Columns of text in a picture, as in the terminal of most people. */
export const columns = 92;
export const width: number = Math.ceil(columns * column + 2 * margin);

/** A tenth of a pixel is enough, and short. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
