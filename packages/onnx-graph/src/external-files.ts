import { toBinary } from '@bufbuild/protobuf';
import { TensorProtoSchema } from './format/onnx_pb.ts';
import { tensorHeader } from './format/tensor.ts';
import type { Graph } from './graph/graph.ts';

/** The files beside the graph that its weights lie in, as the graph names them. */
export function externalFiles({ initializers }: Graph): readonly string[] {
  const files = new Set<string>();
  for (const tensor of initializers.values()) {
    for (const { key, value } of tensorHeader(tensor).externalData) if (key === 'location') files.add(value);
  }
  return [...files];
}

/** Calls files of weights otherwise; those that are not named keep their names. */
export function relocate(graph: Graph, locations: Readonly<Record<string, string>>): Graph {
  const moved = [...graph.initializers].map(([name, bytes]) => {
    const tensor = tensorHeader(bytes);
    const location = tensor.externalData.find(({ key }) => key === 'location');
    const to = location === undefined ? undefined : locations[location.value];
    if (location === undefined || to === undefined) return [name, bytes] as const;
    location.value = to;
    return [name, toBinary(TensorProtoSchema, tensor)] as const;
  });
  return { ...graph, initializers: new Map(moved) };
}
