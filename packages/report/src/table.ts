import stringWidth from 'string-width';
import { cut } from './cut.ts';
import type { Palette } from './palette.ts';

export interface TableRow {
  readonly token: string;
  readonly value: number;
  readonly number: string;
  /** Empty where there is none. */
  readonly interval: string;
  /** Words after the bar. */
  readonly remark: string;
}

const longestBar = 24;
const shortestBar = 4;
const longestToken = 30;
const shortestToken = 8;
const margin = '  ';
const gap = '  ';

/** Lines of token, number, interval and bar; bars against the target are made of another block. */
export function table(rows: readonly TableRow[], width: number, palette: Palette): string[] {
  const numberWidth = widest(rows.map(({ number }) => number));
  const intervalWidth = widest(rows.map(({ interval }) => interval));
  const remarkWidth = widest(rows.map(({ remark }) => remark));
  const gaps = gap.length * [1, numberWidth, intervalWidth, remarkWidth].filter((columns) => columns > 0).length;
  const free = width - margin.length - numberWidth - intervalWidth - remarkWidth - gaps;
  const tokens = rows.map(({ token }) =>
    cut(token, Math.max(shortestToken, Math.min(longestToken, free - shortestBar))),
  );
  const tokenWidth = widest(tokens);
  const barWidth = Math.max(shortestBar, Math.min(longestBar, free - tokenWidth));
  const largest = Math.max(...rows.map(({ value }) => Math.abs(value)));
  return rows.map(({ value, number, interval, remark }, index) => {
    const token = tokens[index] as string;
    const columns = [
      token + ' '.repeat(tokenWidth - stringWidth(token)),
      number.padStart(numberWidth),
      ...(intervalWidth > 0 ? [palette.quiet(interval.padEnd(intervalWidth))] : []),
      palette.bar(bar(value, largest, barWidth), value),
      ...(remark === '' ? [] : [palette.quiet(remark)]),
    ];
    return margin + columns.join(gap).trimEnd();
  });
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => stringWidth(text)));
}

function bar(value: number, largest: number, width: number): string {
  const length = largest === 0 ? 0 : Math.round((Math.abs(value) / largest) * width);
  return (value < 0 ? '▒' : '█').repeat(length);
}
