import { InvalidArgumentError } from 'commander';
import { isModule } from './own-module.ts';

/** Parsers of option values: each refuses what is not exactly such a number, and says what is wanted. */

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = decimal(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
  };
}

export function wholeNumberOrNone(least: number): (text: string) => number | 'none' {
  const parse = wholeNumber(least);
  return (text) => {
    if (text === 'none') return text;
    try {
      return parse(text);
    } catch {
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}, or none.`);
    }
  };
}

export function numberAbove(bound: number): (text: string) => number {
  return (text) => {
    const value = decimal(text);
    if (value > bound && Number.isFinite(value)) return value;
    throw new InvalidArgumentError(`It must be a number above ${bound}.`);
  };
}

export function ratio(text: string): number {
  const value = decimal(text);
  if (value >= 0.01 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a number from 0.01 to 1.');
}

/** `3`, `2-4`: places counted from 1, both ends included; as `[from, to]` counted from 0, without `to`. */
export function places(text: string): readonly [from: number, to: number] {
  const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [from, to] = [Number(first) - 1, Number(last)];
  if (Number.isSafeInteger(to) && from >= 0 && from < to) return [from, to];
  throw new InvalidArgumentError('It must be a place counted from 1, or two with a hyphen, such as 3 or 2-4.');
}

/** `504,12,7`: token ids with commas between them. */
export function tokenIds(text: string): number[] {
  const ids = text.split(',').map((id) => (/^\d+$/.test(id.trim()) ? Number(id) : Number.NaN));
  if (ids.every(Number.isSafeInteger)) return ids;
  throw new InvalidArgumentError('It must be token ids with commas between them, such as 504,12,7.');
}

/** One of the names, or a file. */
export function nameOrModule(names: readonly string[]): (text: string) => string {
  return (text) => {
    if (names.includes(text) || isModule(text)) return text;
    throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}, or a file such as ./mine.js.`);
  };
}

/** Collects the texts of an option that may be given several times. */
export function oneMore(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Plain decimal notation only: `Number` would take "", " 7 " and "0x10" as well. */
function decimal(text: string): number {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
