import { ReagentError } from './errors.ts';

/** Rows of token ids of ONE length, row after row: substitution is token for token, so nothing is ever padded. */
export interface TokenMatrix {
  /** number of rows */
  readonly rows: number;
  /** tokens in a row */
  readonly length: number;
  /** `rows * length` token ids */
  readonly ids: Int32Array;
}

/** The ids of one row, as a view. */
export function row(matrix: TokenMatrix, index: number): Int32Array {
  return matrix.ids.subarray(index * matrix.length, (index + 1) * matrix.length);
}

/** A matrix of rows that must all have one length. */
export function tokenMatrix(rows: readonly (readonly number[] | Int32Array)[]): TokenMatrix {
  const length = rows[0]?.length ?? 0;
  const ids = new Int32Array(rows.length * length);
  rows.forEach((tokens, index) => {
    if (tokens.length !== length) {
      throw new ReagentError(
        'INVALID_INPUT',
        `all rows must have one length: row 0 has ${length} tokens, row ${index} has ${tokens.length}`,
      );
    }
    ids.set(tokens, index * length);
  });
  return { rows: rows.length, length, ids };
}

/** `rows` copies of one row. */
export function repeatRow(tokens: readonly number[] | Int32Array, rows: number): TokenMatrix {
  const ids = new Int32Array(rows * tokens.length);
  for (let index = 0; index < rows; index++) ids.set(tokens, index * tokens.length);
  return { rows, length: tokens.length, ids };
}

/** Rows `from` up to (not including) `to`, as a view. */
export function sliceRows(matrix: TokenMatrix, from: number, to: number): TokenMatrix {
  const end = Math.min(to, matrix.rows);
  return {
    rows: end - from,
    length: matrix.length,
    ids: matrix.ids.subarray(from * matrix.length, end * matrix.length),
  };
}

/** All rows of matrices of one length, one after the other. */
export function concatenateRows(matrices: readonly TokenMatrix[]): TokenMatrix {
  return tokenMatrix(
    matrices.flatMap((matrix) => Array.from({ length: matrix.rows }, (_, index) => row(matrix, index))),
  );
}
