import { Tensor, type InferenceSession } from 'onnxruntime-node';

/** Rows of token ids, all of one length. */
export type Contexts = readonly (readonly number[])[];

/** What the sizes of a past are called when the graph only names them. */
export interface PastSizes {
  readonly heads: number;
  readonly headSize: number;
}

/** Everything that exporters ask for, for rows without a past. Inputs that are not known are left out. */
export function feedsFor(session: InferenceSession, contexts: Contexts, past: PastSizes): Record<string, Tensor> {
  const rows = contexts.length;
  const length = contexts[0]?.length ?? 0;
  const integers = (type: string, of: (row: number, column: number) => number): Tensor => {
    const values = contexts.flatMap((_, row) => Array.from({ length }, (__, column) => of(row, column)));
    return type === 'int32'
      ? new Tensor('int32', Int32Array.from(values), [rows, length])
      : new Tensor('int64', BigInt64Array.from(values, BigInt), [rows, length]);
  };
  const feeds: Record<string, Tensor> = {};
  for (const { name, isTensor, ...rest } of session.inputMetadata) {
    if (!isTensor) continue;
    const { type, shape } = rest as { type: string; shape: readonly (number | string)[] };
    if (name === 'input_ids') feeds[name] = integers(type, (row, column) => contexts[row]![column]!);
    else if (name === 'attention_mask') feeds[name] = integers(type, () => 1);
    else if (name === 'position_ids') feeds[name] = integers(type, (_, column) => column);
    else if (name === 'token_type_ids') feeds[name] = integers(type, () => 0);
    else if (name === 'use_cache_branch') feeds[name] = new Tensor('bool', [false], [1]);
    else if (/logits_to_keep/.test(name)) feeds[name] = new Tensor('int64', [0n], shape.map(Number));
    else if (name.startsWith('past')) feeds[name] = emptyPast(type, shape, rows, past);
  }
  return feeds;
}

function emptyPast(type: string, shape: readonly (number | string)[], rows: number, past: PastSizes): Tensor {
  const sizes = shape.map((size) => {
    if (typeof size === 'number') return size;
    if (/head/.test(size) && /batch/.test(size)) return rows * past.heads;
    if (/batch/.test(size)) return rows;
    if (/sequence|length|past/.test(size)) return 0;
    return /head/.test(size) && /num/.test(size) ? past.heads : past.headSize;
  });
  return type === 'float16'
    ? new Tensor('float16', new Uint16Array(0), sizes)
    : new Tensor('float32', new Float32Array(0), sizes);
}
