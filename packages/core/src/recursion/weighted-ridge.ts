import { ReagentError } from '../interfaces/errors.ts';

/** A row of the fit: the columns that are 1 in it, and what was seen. */
export interface RidgeRow {
  /** 1-based, ascending: column 0 is the intercept, which every row has. */
  readonly ones: readonly number[];
  readonly response: number;
}

export interface RidgeFit {
  /** Intercept first, then one for each column. */
  readonly coefficients: Float64Array;
  /** [column][column], row after row, intercept included. */
  readonly covariance: Float64Array;
  readonly sumLeverage: number;
}

/**
 * Ridge regression of responses on rows of zeros and ones: weights 1 / max(1, ones), an unpenalised intercept, HC3
 * covariance (MacKinnon and White 1985). Rows are sums over their ones and matrices are symmetric: made use of, that is
 * ten times quicker than general matrix products, which matters to models that answer in milliseconds.
 */
export function weightedRidge(rows: readonly RidgeRow[], columns: number, penalty: number): RidgeFit {
  const size = columns + 1;
  const design = rows.map(({ ones, response }) => ({
    at: [0, ...ones],
    response,
    weight: 1 / Math.max(1, ones.length),
  }));
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
  const coefficients = moments.map((_, column) => {
    let sum = 0;
    for (let other = 0; other < size; other++) sum += inverse[column * size + other]! * moments[other]!;
    return sum;
  });
  const covariance = new Float64Array(size * size);
  let sumLeverage = 0;
  for (const { at, response, weight } of design) {
    const projected = sumOfRows(inverse, at, size);
    const leverage = weight * at.reduce((sum, one) => sum + projected[one]!, 0);
    const residual = at.reduce((rest, one) => rest - coefficients[one]!, response);
    sumLeverage += leverage;
    if (residual !== 0) addSquare(covariance, projected, (weight * residual) / (1 - leverage));
  }
  mirror(covariance, size);
  return { coefficients, covariance, sumLeverage };
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

function sumOfRows(matrix: Float64Array, rows: readonly number[], size: number): Float64Array {
  const sum = new Float64Array(size);
  for (const row of rows) {
    const start = row * size;
    for (let column = 0; column < size; column++) sum[column]! += matrix[start + column]!;
  }
  return sum;
}

/** Adds (factor · v)(factor · v)ᵀ, on and above the diagonal. */
function addSquare(matrix: Float64Array, vector: Float64Array, factor: number): void {
  const size = vector.length;
  const scaled = vector.map((value) => factor * value);
  for (let row = 0; row < size; row++) {
    const value = scaled[row]!;
    const start = row * size;
    for (let column = row; column < size; column++) matrix[start + column]! += value * scaled[column]!;
  }
}

function mirror(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) matrix[row * size + column] = matrix[column * size + row]!;
  }
}
