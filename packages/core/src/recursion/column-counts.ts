import type { DesignRow } from './ridge-fit.ts';

/**
 * Rows with one column at most, as a sweep's have: all weigh 1, and no two columns meet, so that the inverse need only be
 * written down.
 */
export class ColumnCounts {
  readonly #size: number;
  /** [column] Its rows; at 0 those without a column. */
  readonly #rows: Float64Array;

  constructor(size: number) {
    this.#size = size;
    this.#rows = new Float64Array(size);
  }

  /** False for a row that has more columns. */
  add({ at }: DesignRow): boolean {
    if (at.length > 2) return false;
    this.#rows[at[1] ?? 0]! += 1;
    return true;
  }

  /** Writes (XᵀX + Λ)⁻¹, on and above the diagonal: that of a diagonal with one full row and column. */
  invert(penalty: number, inverse: Float64Array): void {
    const [size, rows] = [this.#size, this.#rows];
    const shares = rows.map((count, column) => (column === 0 ? -1 : count / (count + penalty)));
    const left = rows.reduce((sum, count, column) => sum + (column === 0 ? count : shares[column]! * penalty), 0);
    for (let one = 0; one < size; one++) {
      const factor = shares[one]! / left;
      for (let other = one; other < size; other++) inverse[one * size + other] = factor * shares[other]!;
      if (one > 0) inverse[one * size + one]! += 1 / (rows[one]! + penalty);
    }
  }

  /** xᵀAx of one of the rows. */
  productOf({ at: [, column] }: DesignRow, inverse: Float64Array): number {
    if (column === undefined) return inverse[0]!;
    return inverse[0]! + 2 * inverse[column]! + inverse[column * this.#size + column]!;
  }
}
