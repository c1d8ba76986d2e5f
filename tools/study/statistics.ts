import { mean, sampleStandardDeviation } from 'simple-statistics';

/** A mean over items, with its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly error: number;
  readonly count: number;
}

/** @param values one an item; nulls are left out */
export function estimateOf(values: readonly (number | null)[]): Estimate {
  const known = values.filter((value) => value !== null);
  const error = known.length > 1 ? sampleStandardDeviation(known) / Math.sqrt(known.length) : Number.NaN;
  return { mean: mean(known), error, count: known.length };
}

/** `.876 (12)`: the standard error in thousandths. */
export function shown({ mean: value, error }: Estimate): string {
  const digits = value.toFixed(3).replace(/^(-?)0\./, '$1.');
  return Number.isFinite(error) ? `${digits} (${Math.round(error * 1000)})` : digits;
}

/** Rows of cells as a Markdown table. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
