import { ColumnCounts } from './column-counts.ts';
import { designRow, product, ridgeFit, type DesignRow, type RidgeFit, type RidgeRow } from './ridge-fit.ts';

/**
 * The fit of `weightedRidge`, but for rounding, of rows that come one by one: each updates the inverse (Sherman and
 * Morrison 1950) for the square of the columns, where a fit anew takes their cube. The first rows, as long as each has one
 * column at most, as a sweep's have, are only counted. What a fit tells depends on its rows alone, not on when fits were
 * asked for.
 */
export class GrowingRidge {
  readonly #size: number;
  readonly #penalty: number;
  readonly #rows: DesignRow[] = [];
  /** [row] xᵀAx */
  #products: number[] = [];
  readonly #moments: Float64Array;
  /** On and above the diagonal: the rest is the same. */
  readonly #inverse: Float64Array;
  /** Ax of the row that is added. */
  readonly #projected: Float64Array;
  /** Of rows with one column at most; null once there is another. */
  #counts: ColumnCounts | null;

  /** @param penalty above 0 */
  constructor(columns: number, penalty: number) {
    this.#size = columns + 1;
    this.#penalty = penalty;
    this.#moments = new Float64Array(this.#size);
    this.#inverse = new Float64Array(this.#size * this.#size);
    this.#projected = new Float64Array(this.#size);
    this.#counts = new ColumnCounts(this.#size);
  }

  add(added: RidgeRow): void {
    const row = designRow(added);
    for (const one of row.at) this.#moments[one]! += row.weight * row.response;
    if (this.#counts === null) this.#products.push(this.#update(row));
    else if (!this.#counts.add(row)) {
      this.#invertCounts(this.#counts);
      this.#counts = null;
      this.#products.push(this.#rows.length === 0 ? this.#begin(row) : this.#update(row));
    }
    this.#rows.push(row);
  }

  /** Of the rows so far; it stays what it is when others are added. */
  fit(): RidgeFit {
    if (this.#counts !== null) this.#invertCounts(this.#counts);
    const inverse = mirrored(this.#inverse, this.#size);
    const coefficients = product(inverse, this.#moments);
    return ridgeFit([...this.#rows], { inverse, products: Float64Array.from(this.#products), coefficients });
  }

  #invertCounts(counts: ColumnCounts): void {
    if (this.#rows.length === 0) return;
    counts.invert(this.#penalty, this.#inverse);
    this.#products = this.#rows.map((row) => counts.productOf(row, this.#inverse));
  }

  /** Before the first row nothing holds the intercept; with it the inverse can be written down. */
  #begin({ at, weight }: DesignRow): number {
    const [inverse, size, penalty] = [this.#inverse, this.#size, this.#penalty];
    inverse[0] = 1 / weight + (at.length - 1) / penalty;
    for (let column = 1; column < size; column++) inverse[column * size + column] = 1 / penalty;
    for (const one of at.subarray(1)) inverse[one] = -1 / penalty;
    return 1 / weight;
  }

  #update({ at, weight }: DesignRow): number {
    const [inverse, size, projected] = [this.#inverse, this.#size, this.#projected];
    this.#project(at);
    const before = sumAt(projected, at);
    const share = weight / (1 + weight * before);
    for (let one = 0; one < size; one++) {
      const factor = share * projected[one]!;
      if (factor === 0) continue; // a column that no row has had
      const start = one * size;
      for (let other = one; other < size; other++) inverse[start + other]! -= factor * projected[other]!;
    }
    const rows = this.#rows;
    for (let index = 0; index < rows.length; index++) {
      const common = sumAt(projected, rows[index]!.at);
      this.#products[index]! -= share * common * common;
    }
    return before / (1 + weight * before);
  }

  #project(at: Int32Array): void {
    const [inverse, size, projected] = [this.#inverse, this.#size, this.#projected];
    projected.fill(0);
    for (let index = 0; index < at.length; index++) {
      const one = at[index]!;
      const start = one * size;
      for (let other = 0; other < one; other++) projected[other]! += inverse[other * size + one]!;
      for (let other = one; other < size; other++) projected[other]! += inverse[start + other]!;
    }
  }
}

function mirrored(upper: Float64Array, size: number): Float64Array {
  const whole = upper.slice();
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) whole[row * size + column] = upper[column * size + row]!;
  }
  return whole;
}

function sumAt(values: Float64Array, at: Int32Array): number {
  let sum = 0;
  for (let index = 0; index < at.length; index++) sum += values[at[index]!]!;
  return sum;
}
