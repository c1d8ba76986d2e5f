import type { BackendSupports, Query } from '../interfaces/backend.ts';
import type { Target } from './targets.ts';

/** The queries about targets, cut to what one pass of the model answers; a target's tokens are asked for in order. */
export function passesOf(
  targets: readonly Target[],
  { tokensPerQuery = Infinity, queriesPerPass = Infinity }: BackendSupports,
): Query[][] {
  const queries = targets.flatMap((target) => queriesOf(target, tokensPerQuery));
  const passes: Query[][] = [];
  for (const query of queries) {
    const last = passes.at(-1);
    if (last === undefined || last.length >= queriesPerPass) passes.push([query]);
    else last.push(query);
  }
  return passes;
}

/** Both sides of a contrast stand at one position; tokens explained as one, each at its own. */
function queriesOf({ position, tokens, insteadOf }: Target, tokensPerQuery: number): Query[] {
  if (insteadOf === null) return tokens.map((token, index) => ({ position: position + index, tokens: [token] }));
  const both = [...tokens, insteadOf];
  return both.length <= tokensPerQuery
    ? [{ position, tokens: both }]
    : both.map((token) => ({ position, tokens: [token] }));
}

/** How many tokens a target asks for. */
export function askedOf({ tokens, insteadOf }: Target): number {
  return tokens.length + (insteadOf === null ? 0 : 1);
}
