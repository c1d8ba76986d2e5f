/** Ranks from 1, smallest first; equal values share the mean of their ranks. */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number]) to += 1;
    for (let at = from; at <= to; at += 1) ranks[order[at] as number] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

/** Spearman's rank correlation, ties by mean ranks; null where one side has no order at all. */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  return correlation(averageRanks(a), averageRanks(b));
}

/** Kendall's tau-b, which takes ties into account; null where one side has no order at all. */
export function kendall(a: readonly number[], b: readonly number[]): number | null {
  let [agreement, untiedA, untiedB] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [inA, inB] = [
        Math.sign((a[i] as number) - (a[j] as number)),
        Math.sign((b[i] as number) - (b[j] as number)),
      ];
      agreement += inA * inB;
      untiedA += inA * inA;
      untiedB += inB * inB;
    }
  }
  return untiedA === 0 || untiedB === 0 ? null : agreement / Math.sqrt(untiedA * untiedB);
}

function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: readonly number[], y: readonly number[], mx: number, my: number): number =>
    x.reduce((sum, value, index) => sum + (value - mx) * ((y[index] as number) - my), 0);
  const scale = Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB));
  return scale > 0 ? product(a, b, meanA, meanB) / scale : null;
}
