import { fingerprint } from '../journal/fingerprint.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { Random } from '../recursion/random.ts';

/** Tokens proposed for one position, in any order. */
export interface WeightedTokens {
  readonly tokens: ArrayLike<number>;
  /** One for each token, 0 or more, on any common scale. Absent: all are equal. */
  readonly weights?: ArrayLike<number>;
}

/** What may be drawn for one position. */
export interface ProposalTable {
  /** By weight, largest first, then by id. */
  readonly tokens: readonly number[];
  /** Running sums of their weights on the grid. */
  readonly cumulative: readonly number[];
}

export interface ProposalTableOptions {
  /** Whether an id may be drawn; all others are dropped before the rest is weighed. */
  readonly legal: (token: number) => boolean;
  /** Only so many of the heaviest. Default: all. */
  readonly topK?: number;
  /** Named in errors. */
  readonly id: string;
}

/**
 * Weights are multiples of 2^-16 of their total: far above the last bits in which engines differ, far below what
 * matters to a draw.
 */
const grid = 2 ** 16;

/**
 * The table of one position. Weights are rounded to a grid and sorted by weight, then id, so that engines that differ
 * in the last bits draw the same tokens. Empty if nothing is legal or all weights are 0.
 */
export function proposalTable(proposals: WeightedTokens, options: ProposalTableOptions): ProposalTable {
  const weights = legalWeights(proposals, options);
  let total = 0;
  for (const weight of weights.values()) total += weight;
  const entries = [...weights]
    .map(([token, weight]): [number, number] => [token, Math.round((weight / total) * grid)])
    .filter(([, weight]) => weight > 0)
    .sort(([tokenA, weightA], [tokenB, weightB]) => weightB - weightA || tokenA - tokenB)
    .slice(0, options.topK);
  let sum = 0;
  return { tokens: entries.map(([token]) => token), cumulative: entries.map(([, weight]) => (sum += weight)) };
}

/** One token of a table that is not empty. Takes one number of the stream. */
export function drawFromTable(table: ProposalTable, random: Random): number {
  // A real number, scaled: a total that differs by one step of the grid moves it by as little.
  const drawn = random.uniform() * (table.cumulative.at(-1) as number);
  let low = 0;
  let high = table.cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table.cumulative[middle] as number) > drawn) high = middle;
    else low = middle + 1;
  }
  return table.tokens[low] as number;
}

/** The same for tables from which the same is drawn. */
export function tablesFingerprint(tables: ReadonlyMap<number, ProposalTable | null>): string {
  return fingerprint(JSON.stringify([...tables].sort(([a], [b]) => a - b)));
}

function legalWeights(proposals: WeightedTokens, options: ProposalTableOptions): Map<number, number> {
  const { tokens, weights } = proposals;
  if (weights !== undefined && weights.length !== tokens.length) {
    throw broken(options.id, `proposed ${tokens.length} tokens with ${weights.length} weights`);
  }
  const legal = new Map<number, number>();
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as number;
    const weight = weights === undefined ? 1 : (weights[index] as number);
    if (!(weight >= 0 && weight < Infinity)) {
      throw broken(options.id, `gave token ${token} the weight ${weight}, which is not a number of 0 or more`);
    }
    if (options.legal(token)) legal.set(token, (legal.get(token) ?? 0) + weight);
  }
  return legal;
}

function broken(id: string, what: string): ReagentError {
  return new ReagentError('PLUGIN_BROKE_RULE', `replacer "${id}" ${what}`, { plugin: id });
}
