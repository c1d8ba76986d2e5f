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
  const normal = new Float64Array(size * size);
  const moments = new Float64Array(size);
  for (let column = 1; column < size; column++) normal[column * size + column] = penalty;
  for (const { at, response, weight } of design) {
    for (const one of at) {
      moments[one]! += weight * response;
      for (const other of at) normal[one * size + other]! += weight;
    }
  }
  const inverse = invertSymmetric(normal, size);
  const products = Float64Array.from(design, (row) => productWithItself(inverse, row, size));
  return ridgeFit(design, { inverse, products, coefficients: product(inverse, moments) });
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
  for (const one of at) {
    let part = 0;
    for (const other of at) part += matrix[other * size + one]!;
    sum += part;
  }
  return sum;
}
