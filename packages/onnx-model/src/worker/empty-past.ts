import { Failure } from './failure.ts';
import type { Rows } from './feeds.ts';
import type { PlainTensor, SessionInput } from './graph-session.ts';

type Json = Readonly<Record<string, unknown>>;

/** Keys and values of tokens before the row: there are never any. */
export function isPast(name: string): boolean {
  return /^past(_key_values)?[._]/.test(name);
}

/**
 * An empty tensor of the shape that the graph declares. Exporters name its sizes differently: a name with `batch` is
 * the number of rows, one with `sequence`, `length` or `past` the number of past tokens, which is 0.
 */
export function emptyPast(
  { name, sizes: declared, type }: SessionInput & { readonly sizes: NonNullable<SessionInput['sizes']> },
  config: Json,
): (rows: Rows) => PlainTensor {
  return ({ rows }) => {
    const sizes = declared.map((size) => (typeof size === 'number' ? size : sizeOf(name, size, rows, config)));
    if (type === 'float32') return { type, data: new Float32Array(product(sizes)), sizes };
    if (type === 'float16') return { type, data: new Uint16Array(product(sizes)), sizes };
    throw new Failure('MODEL_INVALID', `the model's input ${name} is of type ${type}, which is not known`);
  };
}

function sizeOf(input: string, size: string, rows: number, config: Json): number {
  const heads = Number(config['num_key_value_heads'] ?? config['num_attention_heads'] ?? config['n_head']);
  if (/batch/.test(size)) return /head/.test(size) ? rows * heads : rows;
  if (/sequence|length|past/.test(size)) return 0;
  const value = /num.*head/.test(size) ? heads : headSize(config);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Failure('MODEL_INVALID', `the size "${size}" of the model's input ${input} is not known`);
}

function headSize(config: Json): number {
  if (typeof config['head_dim'] === 'number') return config['head_dim'];
  return Number(config['hidden_size'] ?? config['n_embd']) / Number(config['num_attention_heads'] ?? config['n_head']);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
