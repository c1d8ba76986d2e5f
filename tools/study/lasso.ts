/** A row of a regression on zeros and ones. */
export interface BinaryRow {
  /** The columns that are 1. */
  readonly ones: readonly number[];
  readonly response: number;
}

const stepsOfThePath = 60;
const smallestOfLargest = 1e-3;
const sweeps = 500;
const settled = 1e-8;

/**
 * [column] Coefficients of the lasso with an unpenalised intercept, rows weighing 1 / max(1, ones), at the step of its path with
 * the least BIC, N log(RSS / N) + log(N) (columns in use). By coordinate descent (Friedman, Hastie and Tibshirani 2010).
 */
export function lasso(rows: readonly BinaryRow[], columns: number): number[] {
  const design = centred(rows, columns);
  const largest = Math.max(...design.correlation.map(Math.abs));
  const coefficients = new Array<number>(columns).fill(0);
  let best = { criterion: Infinity, coefficients: [...coefficients] };
  for (let step = 0; step < stepsOfThePath; step++) {
    descend(design, coefficients, largest * smallestOfLargest ** (step / (stepsOfThePath - 1)));
    const used = coefficients.filter((value) => value !== 0).length;
    const size = rows.length;
    // Past this a residual has no degree of freedom left.
    if (used >= size - 2) break;
    const criterion = size * Math.log(residual(design, coefficients) / size) + Math.log(size) * used;
    if (criterion < best.criterion) best = { criterion, coefficients: [...coefficients] };
  }
  return best.coefficients;
}

interface Design {
  /** [column][column] weighted products of the centred columns */
  readonly products: readonly (readonly number[])[];
  /** [column] weighted products with the centred response */
  readonly correlation: readonly number[];
  readonly responseSquared: number;
}

function centred(rows: readonly BinaryRow[], columns: number): Design {
  const raw = rows.map(({ ones }) => 1 / Math.max(1, ones.length));
  const scale = rows.length / raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight * scale); // so that RSS / N is a variance
  const meanOf = (value: (row: BinaryRow) => number) =>
    rows.reduce((sum, row, index) => sum + (weights[index] as number) * value(row), 0) / rows.length;
  const means = Array.from({ length: columns }, (_, column) => meanOf(({ ones }) => Number(ones.includes(column))));
  const meanResponse = meanOf(({ response }) => response);
  const products = means.map(() => new Array<number>(columns).fill(0));
  const correlation = new Array<number>(columns).fill(0);
  let responseSquared = 0;
  rows.forEach(({ ones, response }, index) => {
    const weight = weights[index] as number;
    const values = means.map((mean, column) => Number(ones.includes(column)) - mean);
    const drop = response - meanResponse;
    responseSquared += weight * drop * drop;
    values.forEach((value, column) => {
      correlation[column] = (correlation[column] as number) + weight * value * drop;
      const own = products[column] as number[];
      values.forEach((other, at) => (own[at] = (own[at] as number) + weight * value * other));
    });
  });
  return { products, correlation, responseSquared };
}

function descend({ products, correlation }: Design, coefficients: number[], penalty: number): void {
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let moved = 0;
    for (const [column, old] of coefficients.entries()) {
      const own = (products[column] as readonly number[])[column] as number;
      if (own <= 0) continue; // never replaced, or always
      const fitted = (products[column] as readonly number[]).reduce(
        (sum, product, at) => sum + product * (coefficients[at] as number),
        0,
      );
      const free = (correlation[column] as number) - fitted + own * old;
      const next = (Math.sign(free) * Math.max(0, Math.abs(free) - penalty)) / own;
      moved = Math.max(moved, Math.abs(next - old));
      coefficients[column] = next;
    }
    if (moved < settled) return;
  }
}

function residual({ products, correlation, responseSquared }: Design, coefficients: readonly number[]): number {
  return coefficients.reduce((sum, coefficient, column) => {
    const fitted = (products[column] as readonly number[]).reduce(
      (total, product, at) => total + product * (coefficients[at] as number),
      0,
    );
    return sum + coefficient * (fitted - 2 * (correlation[column] as number));
  }, responseSquared);
}
