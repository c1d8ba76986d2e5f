import { ReagentError } from '@reagent/core';
import type { ModelDescription } from '../edited-model.ts';

/** What one run of an edited graph is asked. */
export interface Ask {
  /** At least one: row of the batch, and the position in it whose logits are wanted. */
  readonly rows: readonly (readonly [row: number, position: number])[];
  /** [asked row]: the tokens whose scores are wanted; rows may ask for different numbers of them. */
  readonly tokens?: readonly (readonly number[] | Int32Array)[];
  /** How many best tokens of each asked row. Default: none. */
  readonly bestCount?: number;
  /** Indices of the asked rows whose distributions are wanted. Default: none. */
  readonly distributionRows?: readonly number[];
}

/** An input for an engine: int64, of these sizes. */
export interface AskInput {
  readonly data: BigInt64Array;
  readonly sizes: readonly number[];
}

/**
 * The inputs that the edit added, by name, for an engine to make tensors of. A lone row is asked for twice: matrix
 * products of one row take another way through some engines, with other last bits than the same row in a batch.
 * Throws `INVALID_OPTION`, and `UNSUPPORTED` for what the graph was not edited for.
 */
export function askInputs({ asks }: ModelDescription, ask: Ask): Readonly<Record<string, AskInput>> {
  const { rows, tokens = [], bestCount = 0, distributionRows = [] } = ask;
  if (rows.length === 0) throw new ReagentError('INVALID_OPTION', 'at least one row must be asked for');
  const inputs: Record<string, AskInput> = { [asks.rows]: int64(asked(rows).flat(), [asked(rows).length, 2]) };
  if (asks.tokens !== null) {
    const all = asked(padded(tokens, rows.length));
    inputs[asks.tokens] = int64(all.flat(), [all.length, all[0]!.length]);
  } else if (tokens.length > 0) throw unsupported('tokens');
  if (asks.bestCount !== null) inputs[asks.bestCount] = int64([bestCount], [1]);
  else if (bestCount > 0) throw unsupported('best tokens');
  if (asks.distributionRows !== null)
    inputs[asks.distributionRows] = int64(distributionRows, [distributionRows.length]);
  else if (distributionRows.length > 0) throw unsupported('distributions');
  return inputs;
}

/** How many rows a graph is asked for when a caller asks for so many. */
export function askedRows(rows: number): number {
  return Math.max(2, rows);
}

function asked<Row>(rows: readonly Row[]): readonly Row[] {
  return Array.from({ length: askedRows(rows.length) }, (_, index) => rows[index] ?? rows[0]!);
}

/** As many tokens in every row as in the longest; at least one, because not every engine takes empty tensors gladly. */
function padded(tokens: NonNullable<Ask['tokens']>, rows: number): readonly (readonly number[])[] {
  if (tokens.length !== 0 && tokens.length !== rows) {
    throw new ReagentError('INVALID_OPTION', `${tokens.length} lists of tokens were given for ${rows} asked rows`);
  }
  const width = Math.max(1, ...tokens.map((row) => row.length));
  return Array.from({ length: rows }, (_, row) => Array.from({ length: width }, (__, k) => tokens[row]?.[k] ?? 0));
}

function int64(values: readonly number[], sizes: readonly number[]): AskInput {
  return { data: BigInt64Array.from(values, BigInt), sizes };
}

function unsupported(what: string): ReagentError {
  return new ReagentError('UNSUPPORTED', `the graph was not edited to answer about ${what}`);
}
