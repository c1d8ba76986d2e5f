/** Numbers as people read them. */

/** Decimals that show two digits of the largest value, at most 3: 12.3, 1.2, 0.12. */
export function decimalsFor(largest: number): number {
  if (largest >= 1) return 1;
  return largest >= 0.1 ? 2 : 3;
}

/** With its sign; a value that rounds to nothing has none. */
export function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '-' : '+'}${text}`;
}

/** A probability: never rounded to the certain or the impossible. */
export function probability(value: number): string {
  if (value > 0.9995 && value < 1) return 'p > 0.999';
  if (value > 0 && value < 0.001) return `p = ${value.toExponential(1)}`;
  const nearAnEnd = value < 0.01 || (value >= 0.995 && value < 1);
  return `p = ${value.toFixed(nearAnEnd ? 3 : 2)}`;
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} s`;
}

/** "1 probe", "8 probes". */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** 1st, 2nd, 3rd, 4th, … 11th, … 21st. */
export function ordinal(place: number): string {
  const tens = place % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}
