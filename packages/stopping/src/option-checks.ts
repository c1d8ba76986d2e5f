import { ReagentError } from '@reagent/core';

/** Passes a whole number of at least `least` through. */
export function wholeNumber(criterion: string, name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw invalidOption(criterion, `${name} must be a whole number, ${least} or more, but is ${shown(value)}`);
}

/** Passes a finite number of at least 0 through. */
export function nonNegative(criterion: string, name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value;
  throw invalidOption(criterion, `${name} must be a number, 0 or more, but is ${shown(value)}`);
}

/** Refuses names that the criterion does not have: a misspelt option would be ignored in silence. */
export function onlyKnown(criterion: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalidOption(criterion, `there is no option "${unknown}"; the options are ${known.join(', ')}`);
}

export function invalidOption(criterion: string, what: string): ReagentError {
  return new ReagentError('INVALID_OPTION', `stopping criterion ${criterion}: ${what}`, { plugin: criterion });
}

export function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
