/** A figure with its standard error. */
export interface Estimate {
  readonly mean: number;
  /** NaN where there is but one cluster. */
  readonly error: number;
}

/** One item's share in a figure: the figure is the sum of the numerators over the sum of the denominators. */
export interface Part {
  readonly cluster: string;
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * A ratio of sums with a standard error that treats items of a cluster as one draw: by linearization, with the factor
 * G / (G − 1) for G clusters (Cochran 1977, section 6.3).
 */
export function clusteredRatio(parts: readonly Part[]): Estimate {
  const clusters = new Map<string, { numerator: number; denominator: number }>();
  for (const { cluster, numerator, denominator } of parts) {
    const sums = clusters.get(cluster) ?? { numerator: 0, denominator: 0 };
    clusters.set(cluster, {
      numerator: sums.numerator + numerator,
      denominator: sums.denominator + denominator,
    });
  }
  const total = (key: 'numerator' | 'denominator') => [...clusters.values()].reduce((sum, one) => sum + one[key], 0);
  const denominator = total('denominator');
  const ratio = total('numerator') / denominator;
  const squares = [...clusters.values()].reduce((sum, one) => sum + (one.numerator - ratio * one.denominator) ** 2, 0);
  const count = clusters.size;
  return { mean: ratio, error: Math.sqrt((count / (count - 1)) * squares) / denominator };
}

/** The mean over items; items without a value are left out. */
export function clusteredMean(
  values: readonly { readonly cluster: string; readonly value: number | null }[],
): Estimate {
  return clusteredRatio(
    values.flatMap(({ cluster, value }) => (value === null ? [] : [{ cluster, numerator: value, denominator: 1 }])),
  );
}

/** `.876 (12)`: the standard error in thousandths. */
export function shown({ mean, error }: Estimate): string {
  const digits = mean.toFixed(3).replace(/^(-?)0\./, '$1.');
  return Number.isFinite(error) ? `${digits} (${Math.round(error * 1000)})` : digits;
}

/** Rows of cells as a Markdown table. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
