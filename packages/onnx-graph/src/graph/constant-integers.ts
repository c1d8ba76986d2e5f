import { int64Values, tensorHeader } from '../format/tensor.ts';
import type { Graph } from './graph.ts';

/** The numbers of an int64 constant, written as an initialiser or as a `Constant` node; `null` for anything else. */
export function constantIntegers(graph: Graph, name: string): readonly number[] | null {
  const tensor = graph.initializers.get(name) ?? valueOfConstantNode(graph, name);
  return tensor === undefined ? null : int64Values(tensorHeader(tensor));
}

function valueOfConstantNode(graph: Graph, name: string): Uint8Array | undefined {
  const node = graph.nodes.find((candidate) => candidate.opType === 'Constant' && candidate.output[0] === name);
  return node?.attribute.find((attribute) => attribute.name === 'value')?.t;
}
