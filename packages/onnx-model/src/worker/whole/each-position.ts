import type { Rows } from '../feeds.ts';
import type { Session } from './session.ts';

/** Logits of one run are kept below this: a row of 1024 tokens of a 150 000-token vocabulary has 600 MB of them. */
const largestRun = 256 * 2 ** 20;

/** Called with the logits that stand at a position of a row: what the model says of the token after it. */
export type Visit = (row: number, position: number, logits: Float32Array) => void;

/**
 * Runs rows and shows the logits at some positions (ascending; the same for all rows), in as many runs as memory asks
 * for. A graph that gives the last position only is run once more for each position, with the rows cut there.
 */
export async function eachPosition(
  session: Session,
  all: Rows,
  positions: readonly number[],
  visit: Visit,
  limits: { readonly width: number; readonly rowsPerRun?: number },
): Promise<void> {
  const [first] = positions;
  if (first === undefined) return;
  const fitting = Math.max(1, Math.floor(largestRun / (all.length * limits.width * Float32Array.BYTES_PER_ELEMENT)));
  const step = Math.min(fitting, limits.rowsPerRun ?? Infinity);
  for (let from = 0; from < all.rows; from += step) {
    const part = cut(all, from, Math.min(all.rows, from + step), all.length);
    const keep = all.length - first;
    const { kept, width, values } = await session.run(part, keep);
    const missing = positions.filter((position) => position < all.length - kept);
    for (let row = 0; row < part.rows; row++) {
      for (const position of positions) {
        const column = position - (all.length - kept);
        if (column < 0) continue;
        const offset = (row * kept + column) * width;
        visit(from + row, position, values.subarray(offset, offset + width));
      }
    }
    for (const position of missing) {
      const shorter = cut(part, 0, part.rows, position + 1);
      const visitShorter: Visit = (row, place, logits) => visit(from + row, place, logits);
      await eachPosition(session, shorter, [position], visitShorter, limits);
    }
  }
}

function cut(all: Rows, from: number, to: number, length: number): Rows {
  const rows = to - from;
  const ids = new Int32Array(rows * length);
  for (let row = 0; row < rows; row++) {
    const start = (from + row) * all.length;
    ids.set(all.ids.subarray(start, start + length), row * length);
  }
  return { rows, length, ids };
}
