import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/**
 * Writes ONNX files, for models whose weights are made up here. Field numbers are those of onnx.proto; attributes are
 * whole numbers and lists of them, floats, or texts, which is all that is needed.
 */
export interface Model {
  readonly nodes: readonly Node[];
  readonly weights: readonly Weights[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

export interface Node {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[] | { readonly float: number }>>;
}

export interface Weights {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface Value {
  readonly name: string;
  readonly type: 'float32' | 'int64';
  /** Sizes that are names are free. */
  readonly sizes: readonly (number | string)[];
}

const elementTypes = { float32: 1, int64: 7 };
const attributeTypes = { float: 1, integer: 2, integers: 7 };

export function writeModel({ nodes, weights, inputs, outputs }: Model): Uint8Array {
  const graph = new BinaryWriter();
  for (const part of nodes) message(graph, 1, nodeOf(part));
  text(graph, 2, 'graph');
  for (const part of weights) message(graph, 5, tensorOf(part));
  for (const part of inputs) message(graph, 11, valueOf(part));
  for (const part of outputs) message(graph, 12, valueOf(part));
  const operatorSet = new BinaryWriter();
  text(operatorSet, 1, '');
  integer(operatorSet, 2, 17);
  const model = new BinaryWriter();
  integer(model, 1, 8); // version of the file format, the one of operator set 17
  message(model, 7, graph);
  message(model, 8, operatorSet);
  return model.finish();
}

function nodeOf({ type, inputs, output, attributes = {} }: Node): BinaryWriter {
  const node = new BinaryWriter();
  for (const input of inputs) text(node, 1, input);
  text(node, 2, output);
  text(node, 3, `node_${output}`);
  text(node, 4, type);
  for (const [name, value] of Object.entries(attributes)) message(node, 5, attributeOf(name, value));
  return node;
}

function attributeOf(name: string, value: NonNullable<Node['attributes']>[string]): BinaryWriter {
  const attribute = new BinaryWriter();
  text(attribute, 1, name);
  if (typeof value === 'number') {
    integer(attribute, 3, value);
    integer(attribute, 20, attributeTypes.integer);
  } else if ('float' in value) {
    attribute.tag(2, WireType.Bit32).float(value.float);
    integer(attribute, 20, attributeTypes.float);
  } else {
    for (const one of value) integer(attribute, 8, one);
    integer(attribute, 20, attributeTypes.integers);
  }
  return attribute;
}

function tensorOf({ name, sizes, data }: Weights): BinaryWriter {
  const tensor = new BinaryWriter();
  for (const size of sizes) integer(tensor, 1, size);
  integer(tensor, 2, data instanceof Float32Array ? elementTypes.float32 : elementTypes.int64);
  text(tensor, 8, name);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  tensor.tag(9, WireType.LengthDelimited).bytes(bytes);
  return tensor;
}

function valueOf({ name, type, sizes }: Value): BinaryWriter {
  const shape = new BinaryWriter();
  for (const size of sizes) {
    const dimension = new BinaryWriter();
    if (typeof size === 'number') integer(dimension, 1, size);
    else text(dimension, 2, size);
    message(shape, 1, dimension);
  }
  const tensorType = new BinaryWriter();
  integer(tensorType, 1, elementTypes[type]);
  message(tensorType, 2, shape);
  const typeOf = new BinaryWriter();
  message(typeOf, 1, tensorType);
  const value = new BinaryWriter();
  text(value, 1, name);
  message(value, 2, typeOf);
  return value;
}

const message = (to: BinaryWriter, field: number, part: BinaryWriter): void => {
  to.tag(field, WireType.LengthDelimited).bytes(part.finish());
};
const text = (to: BinaryWriter, field: number, value: string): void => {
  to.tag(field, WireType.LengthDelimited).string(value);
};
const integer = (to: BinaryWriter, field: number, value: number): void => {
  to.tag(field, WireType.Varint).int64(value);
};
