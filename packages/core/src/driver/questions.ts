import type { BackendSupports, Query } from '../interfaces/backend.ts';
import { fingerprint } from '../journal/fingerprint.ts';
import { row, type TokenMatrix } from '../interfaces/token-matrix.ts';
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

/** What a call of the backend asks of its rows. */
export interface Asked {
  readonly queries: readonly Query[];
  readonly queryIndex?: Int32Array;
  /** The target of the first query. Default 0. */
  readonly firstTarget?: number;
}

/** Where a journal has the answers: the same for the same question about the same context, whatever stands beside it. */
export function placeOf(
  contexts: TokenMatrix,
  { queries, queryIndex }: Asked,
  { topK, rank, measure }: { topK?: number; rank?: boolean; measure?: unknown },
): { readonly asked: string; readonly rows: readonly string[] } {
  const asked = { queries, topK: topK ?? null, rank: rank === true, distance: measure != null };
  return {
    asked: fingerprint(JSON.stringify(asked)),
    rows: Array.from({ length: contexts.rows }, (_, index) =>
      fingerprint(`${queryIndex?.[index] ?? ''}:${row(contexts, index).join()}`),
    ),
  };
}
