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
      return sameForAll(integers, () => 1);
    case 'position_ids':
      return sameForAll(integers, (position) => position);
    case 'token_type_ids':
      return sameForAll(integers, () => 0);
    case 'use_cache_branch':
      return () => ({ type: 'bool', data: [false], sizes: [1] });
    case 'num_logits_to_keep':
    case 'logits_to_keep':
      return (_, keep) => integers(Int32Array.of(keep), sizes.length === 0 ? [] : [1]);
    default:
      return null;
  }
}

type MakeIntegers = (values: Int32Array, sizes: readonly number[]) => PlainTensor;

/** The same for every row: made anew only where a batch has another shape than the one before. */
function sameForAll(integers: MakeIntegers, valueAt: (position: number) => number): Make {
  let last: PlainTensor | undefined;
  return ({ rows, length }) => {
    if (last?.sizes[0] !== rows || last.sizes[1] !== length) {
      const values = Int32Array.from({ length: rows * length }, (_, index) => valueAt(index % length));
      last = integers(values, [rows, length]);
    }
    return last;
  };
}

function integerTensor(type: string): MakeIntegers {
  return type === 'int32'
    ? (data, sizes) => ({ type, data, sizes })
    : (values, sizes) => ({ type: 'int64', data: toBigIntegers(values), sizes });
}

/** Four times as fast as `BigInt64Array.from`, which is felt where a model is small. */
function toBigIntegers(values: Int32Array): BigInt64Array {
  const integers = new BigInt64Array(values.length);
  for (let index = 0; index < values.length; index++) integers[index] = BigInt(values[index] as number);
  return integers;
}
