import { tensorHeader } from '../format/tensor.ts';
import type { NodeProto } from '../format/onnx_pb.ts';
import { constantIntegers } from './constant-integers.ts';
import type { Graph } from './graph.ts';
import { producersOf } from './graph.ts';

/** Finds the sizes of weights, also of those that are made from others; `null` where that is not understood. */
export function constantSizes(graph: Graph): (name: string) => readonly number[] | null {
  const producers = producersOf(graph);
  const sizesOf = (name: string): readonly number[] | null => {
    const tensor = graph.initializers.get(name);
    if (tensor !== undefined) return tensorHeader(tensor).dims.map(Number);
    const node = graph.nodes[producers.get(name) ?? -1];
    return node === undefined ? null : sizesOfResult(node);
  };
  const sizesOfResult = (node: NodeProto): readonly number[] | null => {
    const [first] = node.input as [string];
    switch (node.opType) {
      case 'Constant': {
        const tensor = node.attribute.find(({ name }) => name === 'value')?.t;
        return tensor === undefined ? null : tensorHeader(tensor).dims.map(Number);
      }
      case 'Cast':
      case 'Identity':
      case 'DequantizeLinear':
        return sizesOf(first);
      case 'Transpose':
        return turned(sizesOf(first), node);
      case 'Reshape': {
        const sizes = constantIntegers(graph, node.input[1]!);
        return sizes?.every((size) => size > 0) === true ? sizes : null;
      }
      default:
        return null;
    }
  };
  return sizesOf;
}

function turned(sizes: readonly number[] | null, node: NodeProto): readonly number[] | null {
  if (sizes === null) return null;
  const order = node.attribute.find(({ name }) => name === 'perm')?.ints.map(Number) ?? [...sizes.keys()].reverse();
  return order.map((axis) => sizes[axis]!);
}
