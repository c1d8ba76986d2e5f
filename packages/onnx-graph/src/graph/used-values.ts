import type { GraphProto, NodeProto } from '../format/onnx_pb.ts';

/** Names of the values that a node reads: its inputs, and what the graphs inside it take from around them. */
export function usedValues(node: NodeProto): readonly string[] {
  const inner = node.attribute.flatMap((attribute) => [
    ...(attribute.g === undefined ? [] : [attribute.g]),
    ...attribute.graphs,
  ]);
  return [...node.input.filter((name) => name !== ''), ...inner.flatMap(outerValues)];
}

function outerValues(graph: GraphProto): readonly string[] {
  const made = new Set(graph.node.flatMap((node) => node.output));
  const used = [...graph.node.flatMap(usedValues), ...graph.output.map((output) => output.name)];
  return used.filter((name) => !made.has(name));
}
