import type { AttributionResult } from '@reagent/core';

/** Where the parts of a result disagree, which a schema cannot say: a path and a sentence; null if nowhere. */
export function disagreement(result: AttributionResult): string | null {
  const { targets, tokens } = result;
  for (const name of ['importance', 'importanceSaturated', 'effect', 'effectFit', 'rationale'] as const) {
    const rows = result[name].length;
    if (rows !== targets.length) return `${name}: ${rows} rows for ${targets.length} targets`;
  }
  for (const name of ['importance', 'effect'] as const) {
    const row = result[name].findIndex((values) => values.length !== tokens.length);
    if (row >= 0) return `${name}[${row}]: ${result[name][row]?.length} values for ${tokens.length} tokens`;
  }
  const point = (result.path ?? []).findIndex(
    ({ importance }) =>
      importance.length !== targets.length || importance.some((values) => values.length !== tokens.length),
  );
  if (point >= 0) return `path[${point}]: not of ${targets.length} targets and ${tokens.length} tokens`;
  const row = result.rationale.findIndex((positions) => positions.some((position) => position >= tokens.length));
  if (row >= 0) return `rationale[${row}]: a position beyond the ${tokens.length} tokens`;
  const inUnits = (result.units ?? []).flatMap((unit) => unit.tokens);
  const beyond = inUnits.find((position) => position >= tokens.length);
  if (beyond !== undefined) return `units: position ${beyond} is beyond the ${tokens.length} tokens`;
  const twice = inUnits.find((position, at) => inUnits.indexOf(position) !== at);
  if (twice !== undefined) return `units: position ${twice} is in two units`;
  const outside = tokens.findIndex(({ start, end }) => start > end || end > result.text.length);
  return outside >= 0 ? `tokens[${outside}]: start and end are not a part of the text` : null;
}
