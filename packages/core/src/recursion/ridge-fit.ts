/** A row of the fit: the columns that are 1 in it, and what was seen. */
export interface RidgeRow {
  /** 1-based, ascending: column 0 is the intercept, which every row has. */
  readonly ones: readonly number[];
  readonly response: number;
}

/** A row as the fits compute with it. */
export interface DesignRow {
  /** The columns that are 1, the intercept among them. */
  readonly at: Int32Array;
  readonly response: number;
  readonly weight: number;
}

export interface RidgeFit {
  /** Intercept first, then one for each column. */
  readonly coefficients: Float64Array;
  readonly sumLeverage: number;
  /** Of two coefficients, the intercept's column being 0. Computed when asked for. */
  covariance(a: number, b: number): number;
  /** [column] The covariances with themselves: of all at once they are cheaper. */
  variances(): Float64Array;
}

/** Weight 1 / max(1, ones). */
export function designRow({ ones, response }: RidgeRow): DesignRow {
  const at = new Int32Array(ones.length + 1);
  at.set(ones, 1);
  return { at, response, weight: 1 / Math.max(1, ones.length) };
}

/**
 * A fit by what its rows have in common, with the HC3 covariance (MacKinnon and White 1985): Σ sᵢsᵢᵀ over the rows, sᵢ = A xᵢ wᵢ rᵢ / (1 − hᵢ).
 * @param inverse A = (XᵀWX + Λ)⁻¹, row after row
 * @param products [row] xᵢᵀ A xᵢ: the leverage hᵢ but for the weight
 */
export function ridgeFit(
  rows: readonly DesignRow[],
  { inverse, products, coefficients }: Readonly<Record<'inverse' | 'products' | 'coefficients', Float64Array>>,
): RidgeFit {
  const size = coefficients.length;
  const factors = new Float64Array(rows.length);
  let sumLeverage = 0;
  rows.forEach(({ at, response, weight }, index) => {
    const leverage = weight * products[index]!;
    sumLeverage += leverage;
    let residual = response;
    for (let one = 0; one < at.length; one++) residual -= coefficients[at[one]!]!;
    if (residual !== 0) factors[index] = (weight * residual) / (1 - leverage);
  });
  const parts = new Map<number, Float64Array>();
  /** [row] a coefficient's share in sᵢ */
  function partsOf(column: number): Float64Array {
    const own = parts.get(column) ?? rowParts(rows, inverse.subarray(column), size, factors);
    parts.set(column, own);
    return own;
  }
  return {
    coefficients,
    sumLeverage,
    covariance: (a, b) => dot(partsOf(a), partsOf(b)),
    variances: () => allVariances(rows, inverse, size, factors),
  };
}

/** @param column begins with the first entry of the column, and has its other entries `size` apart */
function rowParts(rows: readonly DesignRow[], column: Float64Array, size: number, factors: Float64Array): Float64Array {
  return factors.map((factor, index) => {
    const { at } = rows[index]!;
    let sum = 0;
    for (let one = 0; one < at.length; one++) sum += column[at[one]! * size]!;
    return factor * sum;
  });
}

function allVariances(
  rows: readonly DesignRow[],
  inverse: Float64Array,
  size: number,
  factors: Float64Array,
): Float64Array {
  const variances = new Float64Array(size);
  const projected = new Float64Array(size);
  rows.forEach(({ at }, index) => {
    const factor = factors[index]!;
    if (factor === 0) return;
    sumOfRows(inverse, at, projected);
    for (let column = 0; column < size; column++) {
      const part = factor * projected[column]!;
      variances[column]! += part * part;
    }
  });
  return variances;
}

/** Into `sum`: Σ of the matrix's rows `at`. */
function sumOfRows(matrix: Float64Array, at: Int32Array, sum: Float64Array): void {
  const size = sum.length;
  sum.fill(0);
  for (let index = 0; index < at.length; index++) {
    const start = at[index]! * size;
    for (let column = 0; column < size; column++) sum[column]! += matrix[start + column]!;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** A vector's product with a matrix, row by row. */
export function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += matrix[row * size + column]! * vector[column]!;
    return sum;
  });
}
