import type { ResultUnit } from '../interfaces/result.ts';
import type { Run } from './run.ts';
import { textOfTokens } from '../units/text-of-tokens.ts';
import { unitPositions } from '../replacers/unit-positions.ts';

/** The units as a result shows them; nothing where each token is one. */
export function resultUnits({ grouping, context }: Run): { units?: readonly ResultUnit[] } {
  if (grouping.plain) return {};
  const units = unitPositions(grouping.units).map((tokens, unit): ResultUnit => {
    return { name: grouping.names[unit] ?? null, text: textOfTokens(context.text, context.spans, tokens), tokens };
  });
  return { units };
}
