import { ReagentError } from '@reagent/core';

/** The model that is meant: the one named, or the only one. */
export function chooseModel<Model extends { readonly id: string }>(
  named: string | undefined,
  served: readonly Model[],
): Model {
  const meant = named === undefined && served.length === 1 ? served[0] : served.find(({ id }) => id === named);
  if (meant !== undefined) return meant;
  const list = served.length === 0 ? 'none' : served.map(({ id }) => id).join(', ');
  throw new ReagentError(
    'MODEL_NOT_FOUND',
    named === undefined
      ? `name the model; the server has: ${list}`
      : `the server has no model ${named}; it has: ${list}`,
  );
}
