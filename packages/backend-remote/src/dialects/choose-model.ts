import { ReagentError } from '@reagent/core';

/** The model that is meant: the one named, or the only one. */
export function chooseModel(named: string | undefined, served: readonly string[]): string {
  if (named !== undefined && served.includes(named)) return named;
  const list = served.length === 0 ? 'none' : served.join(', ');
  if (named === undefined && served.length === 1) return served[0] as string;
  throw new ReagentError(
    'MODEL_NOT_FOUND',
    named === undefined
      ? `name the model; the server has: ${list}`
      : `the server has no model ${named}; it has: ${list}`,
  );
}
