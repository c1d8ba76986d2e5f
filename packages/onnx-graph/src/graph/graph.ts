import { create } from '@bufbuild/protobuf';
import { type EncodedTensor, tensorHeader } from '../format/tensor.ts';
import { GraphProtoSchema, type GraphProto, type NodeProto, type ValueInfo } from '../format/onnx_pb.ts';

/** A graph on the work bench. Nodes are in the order in which they can be computed. */
export interface Graph {
  readonly nodes: readonly NodeProto[];
  /** Weights and constants by name. */
  readonly initializers: ReadonlyMap<string, EncodedTensor>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** What the exporter noted of the values in between. */
  readonly values: readonly ValueInfo[];
  /** Version of the standard operators. */
  readonly opset: number;
}

export function graphOf(proto: GraphProto, opset: number): Graph {
  return {
    nodes: proto.node,
    initializers: initializersOf(proto),
    inputs: proto.input,
    outputs: proto.output,
    values: proto.valueInfo,
    opset,
  };
}

export function initializersOf(proto: GraphProto): ReadonlyMap<string, EncodedTensor> {
  return new Map(proto.initializer.map((tensor) => [tensorHeader(tensor).name, tensor]));
}

/** `original` gives what the graph does not hold: name, description, fields that this package does not know. */
export function protoOf(graph: Graph, original: GraphProto): GraphProto {
  const proto = create(GraphProtoSchema, {
    node: [...graph.nodes],
    initializer: [...graph.initializers.values()],
    input: [...graph.inputs],
    output: [...graph.outputs],
    valueInfo: [...graph.values],
  });
  if (original.$unknown !== undefined) proto.$unknown = original.$unknown;
  return proto;
}

/** Index of the node that makes a value; absent for inputs and initialisers. */
export function producersOf({ nodes }: Graph): ReadonlyMap<string, number> {
  const producers = new Map<string, number>();
  nodes.forEach((node, index) => {
    for (const output of node.output) if (output !== '') producers.set(output, index);
  });
  return producers;
}
