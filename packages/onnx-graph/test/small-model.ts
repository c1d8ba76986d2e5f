import { create, toBinary } from '@bufbuild/protobuf';
import { elementType, type ElementTypeName } from '../src/format/element-type.ts';
import {
  GraphProtoSchema,
  ModelProtoSchema,
  TensorProtoSchema,
  type NodeProto,
  type ValueInfo,
} from '../src/format/onnx_pb.ts';

export interface SmallModel {
  readonly opset?: number;
  readonly nodes: readonly NodeProto[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly weights?: readonly Uint8Array[];
}

/** The bytes of a model that is written down in a test. */
export function smallModel({ opset = 18, nodes, inputs, outputs, weights = [] }: SmallModel): Uint8Array {
  const graph = create(GraphProtoSchema, {
    node: [...nodes],
    initializer: [...weights],
    input: [...inputs],
    output: [...outputs],
  });
  graph.$unknown = [{ no: 2, wireType: 2, data: text('graph') }]; // its name
  const model = create(ModelProtoSchema, {
    graph: toBinary(GraphProtoSchema, graph),
    opsetImport: [
      { domain: '', version: BigInt(opset) },
      { domain: 'com.microsoft', version: 1n },
    ],
  });
  model.$unknown = [
    { no: 1, wireType: 0, data: Uint8Array.of(8) }, // version of the format
    { no: 2, wireType: 2, data: text('reagent test') }, // who made it
  ];
  return toBinary(ModelProtoSchema, model);
}

function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return Uint8Array.of(bytes.length, ...bytes);
}

/** Small numbers that look random and are the same each time. */
export function weight(name: string, sizes: readonly number[], type: 'float32' | 'uint8' = 'float32'): Uint8Array {
  const count = sizes.reduce((all, size) => all * size, 1);
  const values = Array.from({ length: count }, (_, index) => Math.sin(index * 12.9898 + name.length * 78.233));
  const data = type === 'float32' ? Float32Array.from(values) : Uint8Array.from(values, (value) => 128 + 100 * value);
  return tensor(name, type, sizes, new Uint8Array(data.buffer));
}

export function tensor(name: string, type: ElementTypeName, sizes: readonly number[], rawData: Uint8Array): Uint8Array {
  const proto = create(TensorProtoSchema, { name, dataType: elementType[type], dims: sizes.map(BigInt), rawData });
  return toBinary(TensorProtoSchema, proto);
}
