import { Failure } from './failure.ts';
import { emptyPast, isPast } from './empty-past.ts';
import type { GraphSession, PlainTensor, SessionInput } from './graph-session.ts';

/** Rows of ids of one length. */
export interface Rows {
  readonly rows: number;
  readonly length: number;
  readonly ids: Int32Array;
}

/** The rows from one to another, without the latter; a view of the same ids. */
export function rowsBetween({ length, ids }: Rows, from: number, to: number): Rows {
  return { rows: to - from, length, ids: ids.subarray(from * length, to * length) };
}

/** Makes what a run is fed with. `keep`: how many of the last positions' logits are wanted. */
export type Feeder = (rows: Rows, keep: number) => Readonly<Record<string, PlainTensor>>;

type Make = (rows: Rows, keep: number) => PlainTensor;

/**
 * Looks at what a graph asks for: exporters differ in it. `others`: inputs that are fed otherwise.
 * Throws `MODEL_INVALID` with the names of inputs that are not known.
 */
export function createFeeder(
  { inputs }: Pick<GraphSession, 'inputs'>,
  config: Readonly<Record<string, unknown>>,
  others: ReadonlySet<string> = new Set(),
): Feeder {
  const makers = new Map<string, Make>();
  const unknown: string[] = [];
  for (const input of inputs) {
    if (others.has(input.name)) continue;
    const make = makerOf(input, config);
    if (make === null) unknown.push(input.name);
    else makers.set(input.name, make);
  }
  if (unknown.length > 0) {
    throw new Failure('MODEL_INVALID', `the model wants inputs that are not known: ${unknown.join(', ')}`);
  }
  return (rows, keep) => Object.fromEntries([...makers].map(([name, make]) => [name, make(rows, keep)]));
}

function makerOf(input: SessionInput, config: Readonly<Record<string, unknown>>): Make | null {
  const { name, type, sizes } = input;
  if (sizes === null) return null;
  const integers = integerTensor(type);
  if (isPast(name)) return emptyPast({ name, type, sizes }, config);
  switch (name) {
    case 'input_ids':
      return ({ ids, rows, length }) => integers(ids, [rows, length]);
    case 'attention_mask':
      return ({ rows, length }) => integers(new Int32Array(rows * length).fill(1), [rows, length]);
    case 'position_ids':
      return ({ rows, length }) =>
        integers(
          Int32Array.from({ length: rows * length }, (_, index) => index % length),
          [rows, length],
        );
    case 'token_type_ids':
      return ({ rows, length }) => integers(new Int32Array(rows * length), [rows, length]);
    case 'use_cache_branch':
      return () => ({ type: 'bool', data: [false], sizes: [1] });
    case 'num_logits_to_keep':
    case 'logits_to_keep':
      return (_, keep) => integers(Int32Array.of(keep), sizes.length === 0 ? [] : [1]);
    default:
      return null;
  }
}

function integerTensor(type: string): (values: Int32Array, sizes: readonly number[]) => PlainTensor {
  return type === 'int32'
    ? (data, sizes) => ({ type, data, sizes })
    : (values, sizes) => ({ type: 'int64', data: BigInt64Array.from(values, BigInt), sizes });
}
