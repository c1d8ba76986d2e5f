/**
 * Writes small ONNX graphs, so that tests can have models whose every number is known. A protobuf message is fields of
 * (number, wire type, value); the numbers are those of onnx.proto.
 */
export type Bytes = readonly number[];

export const floatType = 1;
export const int64Type = 7;
export const halfType = 10;

function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
}

const number = (field: number, value: number): Bytes => [...varint(field * 8), ...varint(value)];
const chunk = (field: number, value: Bytes | Uint8Array): Bytes => [
  ...varint(field * 8 + 2),
  ...varint(value.length),
  ...value,
];
const text = (field: number, value: string): Bytes => chunk(field, new TextEncoder().encode(value));

export function tensor(name: string, type: number, shape: readonly number[], raw: Uint8Array): Bytes {
  return [...shape.flatMap((size) => number(1, size)), ...number(2, type), ...text(8, name), ...chunk(9, raw)];
}

export function node(type: string, inputs: readonly string[], output: string): Bytes {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(3, `node_${output}`),
    ...text(4, type),
  ];
}

/** An input or output; sizes that are names are free. */
export function value(name: string, type: number, shape: readonly (number | string)[]): Bytes {
  const sizes = shape.flatMap((size) => chunk(1, typeof size === 'number' ? number(1, size) : text(2, size)));
  return [...text(1, name), ...chunk(2, chunk(1, [...number(1, type), ...chunk(2, sizes)]))];
}

export interface Graph {
  readonly nodes: readonly Bytes[];
  readonly tensors: readonly Bytes[];
  readonly inputs: readonly Bytes[];
  readonly outputs: readonly Bytes[];
}

export function onnxFile({ nodes, tensors, inputs, outputs }: Graph): Uint8Array {
  const graph = [
    ...nodes.flatMap((part) => chunk(1, part)),
    ...text(2, 'graph'),
    ...tensors.flatMap((part) => chunk(5, part)),
    ...inputs.flatMap((part) => chunk(11, part)),
    ...outputs.flatMap((part) => chunk(12, part)),
  ];
  return Uint8Array.from([...number(1, 8), ...chunk(7, graph), ...chunk(8, [...text(1, ''), ...number(2, 17)])]);
}
