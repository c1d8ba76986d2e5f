import type { NodeProto } from '../format/onnx_pb.ts';
import type { Graph } from '../graph/graph.ts';
import { integerAttribute } from '../graph/node.ts';
import { constantIntegers } from '../graph/constant-integers.ts';
import { tailOperator } from './tail-operators.ts';

/**
 * Exports that give the last positions only choose them before the head (`num_logits_to_keep`, a pruned head), and
 * heads that take a matrix are given one. This is the value before that, with every position of every row.
 */
export function fullHidden(graph: Graph, entry: string, producers: ReadonlyMap<string, number>): string {
  let hidden = entry;
  let name = entry;
  for (;;) {
    const node = graph.nodes[producers.get(name) ?? -1];
    if (node === undefined || tailOperator(node) !== 'reshaping') return hidden;
    name = node.input[0]!;
    if (choosesPositions(graph, node) || flattens(graph, node)) hidden = name;
  }
}

/** A Slice or Gather along the sequence, which is the second axis. */
function choosesPositions(graph: Graph, node: NodeProto): boolean {
  if (node.opType === 'Gather') return isSequence(integerAttribute(node, 'axis', 0));
  if (node.opType !== 'Slice') return false;
  const axes = constantIntegers(graph, node.input[3] ?? '');
  return axes !== null && axes.length === 1 && isSequence(axes[0]!);
}

function isSequence(axis: number): boolean {
  return axis === 1 || axis === -2;
}

/** A Reshape of [batch][sequence][hidden size] to a matrix. */
function flattens(graph: Graph, node: NodeProto): boolean {
  if (node.opType === 'Flatten') return true;
  return node.opType === 'Reshape' && constantIntegers(graph, node.input[1] ?? '')?.length === 2;
}
