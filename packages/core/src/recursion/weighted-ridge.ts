import { ReagentError } from '../interfaces/errors.ts';
import { designRow, product, ridgeFit, type DesignRow, type RidgeFit, type RidgeRow } from './ridge-fit.ts';

/**
 * Ridge regression of responses on rows of zeros and ones: weights 1 / max(1, ones), an unpenalised intercept. Rows are
 * sums over their ones and matrices are symmetric: made use of, that is ten times quicker than general matrix products,
 * which matters to models that answer in milliseconds.
 */
export function weightedRidge(rows: readonly RidgeRow[], columns: number, penalty: number): RidgeFit {
  const size = columns + 1;
  const design = rows.map(designRow);
  const moments = new Float64Array(size);
  for (const { at, response, weight } of design) {
    for (const one of at) moments[one]! += weight * response;
  }
  const inverse = invertSymmetric(normalMatrix(design, size, penalty), size);
  const products = Float64Array.from(design, (row) => productWithItself(inverse, row, size));
  return ridgeFit(design, { inverse, products, coefficients: product(inverse, moments) });
}

/** XᵀWX + Λ */
function normalMatrix(rows: readonly DesignRow[], size: number, penalty: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let column = 1; column < size; column++) matrix[column * size + column] = penalty;
  // Counted loops here and below: twice as fast as `for … of` over typed arrays.
  for (const { at, weight } of rows) {
    for (let one = 0; one < at.length; one++) {
      const start = at[one]! * size;
      for (let other = one; other < at.length; other++) matrix[start + at[other]!]! += weight;
    }
  }
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) matrix[row * size + column] = matrix[column * size + row]!;
  }
  return matrix;
}

/** By the sweep operator (Goodnight 1979), in place; a matrix of weighted squares needs no pivots. */
function invertSymmetric(matrix: Float64Array, size: number): Float64Array {
  for (let pivot = 0; pivot < size; pivot++) {
    const row = matrix.slice(pivot * size, (pivot + 1) * size);
    const divisor = row[pivot]!;
    if (!(divisor > 0)) {
      throw new ReagentError('INVALID_OPTION', 'penalty must be above 0 where the rows do not tell all units apart');
    }
    for (let one = 0; one < size; one++) {
      const factor = row[one]! / divisor;
      if (one === pivot || factor === 0) continue;
      const start = one * size;
      for (let other = 0; other < size; other++) matrix[start + other]! -= factor * row[other]!;
      matrix[start + pivot] = factor;
    }
    for (let one = 0; one < size; one++) matrix[pivot * size + one] = row[one]! / divisor;
    matrix[pivot * size + pivot] = -1 / divisor;
  }
  return matrix.map((value) => -value);
}

function productWithItself(matrix: Float64Array, { at }: DesignRow, size: number): number {
  let sum = 0;
  for (let one = 0; one < at.length; one++) {
    const column = at[one]!;
    let part = 0;
    for (let other = 0; other < at.length; other++) part += matrix[at[other]! * size + column]!;
    sum += part;
  }
  return sum;
}
