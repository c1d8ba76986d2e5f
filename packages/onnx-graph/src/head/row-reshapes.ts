import type { NodeProto } from '../format/onnx_pb.ts';
import { constantSizes } from '../graph/constant-sizes.ts';
import { consumersOf } from '../graph/consumers.ts';
import { producersOf, type Graph } from '../graph/graph.ts';
import { innerAndOuter } from '../graph/inner-and-outer.ts';
import { rowWise } from './row-wise.ts';
import { takesMatrix, weightsOf } from './tail-operators.ts';

/**
 * Tells whether a Reshape leaves rows as they are and only arranges them otherwise: around a Gemm, which takes a matrix,
 * or where what was made before it is as wide as what is read after it.
 */
export function rowReshapeTest(graph: Graph): (node: NodeProto) => boolean {
  const consumers = consumersOf(graph);
  const producers = producersOf(graph);
  const sizesOf = constantSizes(graph);
  const makerOf = (name: string): NodeProto | undefined => graph.nodes[producers.get(name) ?? -1];

  const normWidth = (node: NodeProto): number | null =>
    sizesOf(node.input[node.opType.startsWith('Skip') ? 2 : 1] ?? '')?.at(-1) ?? null;
  const widthMade = (name: string, steps = 12): number | null => {
    const node = makerOf(name);
    if (node === undefined || steps === 0) return null;
    if (rowWise(graph, node) === 'product') return innerAndOuter(node, sizesOf(weightsOf(node)))?.outer ?? null;
    if (isNorm(node)) return normWidth(node);
    if (node.opType === 'Reshape' && takesMatrix(makerOf(node.input[0]!))) return widthMade(node.input[0]!, steps - 1);
    if (node.opType !== 'Add' && node.opType !== 'Mul') return null;
    const vectors = node.input.map((input) => sizesOf(input)).filter((sizes) => sizes?.length === 1 && sizes[0]! > 1);
    if (vectors.length > 0) return vectors[0]![0]!;
    for (const input of node.input) {
      const width = widthMade(input, steps - 1);
      if (width !== null) return width;
    }
    return null;
  };
  const widthRead = (name: string): number | null => {
    const widths = consumers(name).map((node) => {
      if (rowWise(graph, node) === 'product') return innerAndOuter(node, sizesOf(weightsOf(node)))?.inner ?? null;
      return isNorm(node) ? normWidth(node) : null;
    });
    return widths.find((width) => width !== null) ?? null;
  };

  return (node) => {
    if (node.opType !== 'Reshape') return false;
    const [before, after] = [node.input[0]!, node.output[0]!];
    const readers = consumers(after).filter(({ opType }) => opType !== 'Shape');
    if (takesMatrix(makerOf(before)) || readers.every(takesMatrix)) return true;
    const made = widthMade(before);
    return made !== null && made === widthRead(after);
  };
}

function isNorm({ opType }: NodeProto): boolean {
  return opType.endsWith('LayerNormalization');
}
