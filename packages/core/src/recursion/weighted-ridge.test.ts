import { Matrix, inverse } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from './random.ts';
import { weightedRidge, type RidgeRow } from './weighted-ridge.ts';

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

test.each([
  [3, 1, 0.3],
  [12, 5, 0.3],
  [40, 8, 0],
  [60, 50, 0.3],
])('%d rows of %d columns, penalty %d: what general matrices give', (count, columns, penalty) => {
  const rows = rowsOf(count, columns);
  const fit = weightedRidge(rows, columns, penalty);
  const expected = byMatrices(rows, columns, penalty);
  for (const key of ['coefficients', 'covariance'] as const) {
    const largest = Math.max(...expected[key].map(Math.abs));
    expect(fit[key]).toHaveLength(expected[key].length);
    fit[key].forEach((value, index) =>
      expect(Math.abs(value - expected[key][index]!)).toBeLessThan(1e-10 * (1 + largest)),
    );
  }
  expect(fit.sumLeverage).toBeCloseTo(expected.sumLeverage, 10);
});

test('without a penalty, rows that do not tell two columns apart are refused', () => {
  const rows = [
    { ones: [1, 2], response: 1 },
    { ones: [], response: 0 },
  ];
  expect(() => weightedRidge(rows, 2, 0)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
});
