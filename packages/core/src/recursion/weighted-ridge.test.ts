import { Matrix, inverse } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from './random.ts';
import { GrowingRidge } from './growing-ridge.ts';
import type { RidgeFit, RidgeRow } from './ridge-fit.ts';
import { weightedRidge } from './weighted-ridge.ts';

function rowsOf(count: number, columns: number): RidgeRow[] {
  const random = randomStream({ seed: 5, probe: 0, step: 0, purpose: 'mask' });
  const all = Array.from({ length: columns }, (_, column) => column + 1);
  return Array.from({ length: count }, () => {
    const share = random.uniform();
    return { ones: all.filter(() => random.uniform() < share), response: 10 * random.uniform() - 5 };
  });
}

/** The same by general matrices, as the formulas are written. */
function byMatrices(rows: readonly RidgeRow[], columns: number, penalty: number) {
  const design = new Matrix(
    rows.map(({ ones }) =>
      Array.from({ length: columns + 1 }, (_, column) => (column === 0 || ones.includes(column) ? 1 : 0)),
    ),
  );
  const weights = Matrix.diag(rows.map(({ ones }) => 1 / Math.max(1, ones.length)));
  const penalties = Matrix.diag(Array.from({ length: columns + 1 }, (_, column) => (column === 0 ? 0 : penalty)));
  const bread = inverse(design.transpose().mmul(weights).mmul(design).add(penalties));
  const responses = Matrix.columnVector(rows.map(({ response }) => response));
  const coefficients = bread.mmul(design.transpose()).mmul(weights).mmul(responses);
  const hat = design.mmul(bread).mmul(design.transpose()).mmul(weights);
  const residuals = Matrix.sub(responses, design.mmul(coefficients)).to1DArray();
  const squares = residuals.map((residual, row) => (residual / (1 - hat.get(row, row))) ** 2);
  const meat = design.transpose().mmul(weights).mmul(Matrix.diag(squares)).mmul(weights).mmul(design);
  const covariance = bread.mmul(meat).mmul(bread);
  return { coefficients: coefficients.to1DArray(), covariance: covariance.to1DArray(), sumLeverage: hat.trace() };
}

function growing(rows: readonly RidgeRow[], columns: number, penalty: number): RidgeFit {
  const ridge = new GrowingRidge(columns, penalty);
  rows.forEach((row) => ridge.add(row));
  return ridge.fit();
}

function expectSame(fit: RidgeFit, expected: ReturnType<typeof byMatrices>, tolerance: number): void {
  const columns = Array.from(fit.coefficients.keys());
  const covariance = columns.flatMap((a) => columns.map((b) => fit.covariance(a, b)));
  const actual = { coefficients: [...fit.coefficients], covariance };
  for (const key of ['coefficients', 'covariance'] as const) {
    const largest = Math.max(...expected[key].map(Math.abs));
    expect(actual[key]).toHaveLength(expected[key].length);
    actual[key].forEach((value, index) =>
      expect(Math.abs(value - expected[key][index]!)).toBeLessThan(tolerance * (1 + largest)),
    );
  }
  expect(fit.sumLeverage).toBeCloseTo(expected.sumLeverage, 10);
  expect([...fit.variances()]).toEqual(columns.map((column) => fit.covariance(column, column)));
}

test.each([
  [3, 1, 0.3],
  [12, 5, 0.3],
  [40, 8, 0],
  [60, 50, 0.3],
])('%d rows of %d columns, penalty %d: what general matrices give', (count, columns, penalty) => {
  const rows = rowsOf(count, columns);
  const expected = byMatrices(rows, columns, penalty);
  expectSame(weightedRidge(rows, columns, penalty), expected, 1e-10);
  if (penalty > 0) expectSame(growing(rows, columns, penalty), expected, 1e-10);
});

test('of a thousand rows that come one by one, rounding does not add up', () => {
  const rows = rowsOf(1000, 40);
  const [fit, expected] = [growing(rows, 40, 0.3), weightedRidge(rows, 40, 0.3)];
  fit.coefficients.forEach((value, column) => {
    expect(value).toBeCloseTo(expected.coefficients[column]!, 11);
    expect(fit.covariance(column, 1)).toBeCloseTo(expected.covariance(column, 1), 11);
  });
  expect(fit.sumLeverage).toBeCloseTo(expected.sumLeverage, 11);
});

test('a fit stays what it is when rows are added, and does not depend on fits before', () => {
  const rows = rowsOf(30, 6);
  const ridge = new GrowingRidge(6, 0.3);
  rows.slice(0, 20).forEach((row) => ridge.add(row));
  const early = ridge.fit();
  rows.slice(20).forEach((row) => ridge.add(row));
  const told = (fit: RidgeFit) => [[...fit.coefficients], fit.covariance(1, 2), [...fit.variances()], fit.sumLeverage];
  expect(told(early)).toEqual(told(growing(rows.slice(0, 20), 6, 0.3)));
  expect(told(ridge.fit())).toEqual(told(growing(rows, 6, 0.3)));
});

test('rows of a sweep first: what general matrices give, during the sweep and after it', () => {
  const alone = Array.from({ length: 9 }, (_, column): RidgeRow => ({ ones: [column + 1], response: column % 4 }));
  // A replacer gave an original token, and a unit was replaced twice.
  const sweep = [...alone.slice(0, 5), { ones: [], response: 0 }, ...alone.slice(5), { ones: [3], response: 1 }];
  const rows = [...sweep, ...rowsOf(20, 9)];
  for (const count of [4, sweep.length, sweep.length + 1, rows.length]) {
    const some = rows.slice(0, count);
    expectSame(growing(some, 9, 0.3), byMatrices(some, 9, 0.3), 1e-10);
  }
  const ridge = new GrowingRidge(9, 0.3);
  rows.forEach((row) => {
    ridge.add(row);
    ridge.fit();
  });
  expect([...ridge.fit().coefficients]).toEqual([...growing(rows, 9, 0.3).coefficients]);
});

test('a column that no row has had says nothing, and leaves the others alone', () => {
  const rows = rowsOf(30, 5);
  const [fit, wider] = [growing(rows, 5, 0.3), growing(rows, 7, 0.3)];
  expect([...wider.coefficients]).toEqual([...fit.coefficients, 0, 0]);
  expect([...wider.variances()]).toEqual([...fit.variances(), 0, 0]);
  expect(wider.sumLeverage).toBe(fit.sumLeverage);
});

test('without a penalty, rows that do not tell two columns apart are refused', () => {
  const rows = [
    { ones: [1, 2], response: 1 },
    { ones: [], response: 0 },
  ];
  expect(() => weightedRidge(rows, 2, 0)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
});
