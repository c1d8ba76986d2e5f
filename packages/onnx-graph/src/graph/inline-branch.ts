import type { NodeProto } from '../format/onnx_pb.ts';
import { initializersOf, type Graph } from './graph.ts';
import { makeNode } from './node.ts';

/**
 * Merged decoders hold the model twice, with and without a past, in the branches of an `If` on this input (transformers.js
 * feeds it). There is never a past here, so the second branch takes the place of the `If`.
 */
const cacheSwitch = 'use_cache_branch';

/** The graph as it is where no such `If` is in it. */
export function inlineBranchWithoutPast(graph: Graph): Graph {
  if (!graph.inputs.some((input) => input.name === cacheSwitch)) return graph;
  const initializers = new Map(graph.initializers);
  const nodes = graph.nodes.flatMap((node) => {
    const branch = branchWithoutPast(node);
    if (branch === undefined) return [node];
    for (const [name, tensor] of initializersOf(branch)) initializers.set(name, tensor);
    const renamed = branch.output.map((output, index) => makeNode('Identity', [output.name], node.output[index]!));
    return [...branch.node, ...renamed.filter((identity) => identity.input[0] !== identity.output[0])];
  });
  return { ...graph, nodes, initializers };
}

function branchWithoutPast(node: NodeProto): NodeProto['attribute'][number]['g'] {
  if (node.opType !== 'If' || node.input[0] !== cacheSwitch) return undefined;
  return node.attribute.find((attribute) => attribute.name === 'else_branch')?.g;
}
