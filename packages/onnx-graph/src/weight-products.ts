import type { NodeProto } from './format/onnx_pb.ts';
import { constantSizes } from './graph/constant-sizes.ts';
import { constantTest } from './graph/constants.ts';
import type { Graph } from './graph/graph.ts';
import { integerAttribute } from './graph/node.ts';
import { tailOperator, weightsOf } from './head/tail-operators.ts';

/** A product of rows of numbers by a matrix of weights: 2 × inner × outer operations a row. */
export interface WeightProduct {
  readonly inner: number;
  readonly outer: number;
  /** Done for every token of every row of the batch, or for the asked rows only. */
  readonly rows: 'token' | 'asked';
}

/**
 * The products of a graph by weights, which are nearly all that it computes. Those of attention, which depend on the
 * length alone, are not in it. `null` where the sizes of some weights are not found. `asked`: what nodes of the head make.
 */
export function weightProducts(graph: Graph, asked: ReadonlySet<string>): readonly WeightProduct[] | null {
  const isConstant = constantTest(graph);
  const sizesOf = constantSizes(graph);
  const products: WeightProduct[] = [];
  for (const node of graph.nodes) {
    if (tailOperator(node) !== 'weights' || !isConstant(weightsOf(node))) continue;
    const sizes = innerAndOuter(node, sizesOf(weightsOf(node)));
    if (sizes === null) return null;
    products.push({ ...sizes, rows: asked.has(node.output[0]!) ? 'asked' : 'token' });
  }
  return products;
}

function innerAndOuter(
  node: NodeProto,
  sizes: readonly number[] | null,
): Pick<WeightProduct, 'inner' | 'outer'> | null {
  if (/NBits$|Bnb4$|FpQ4$/.test(node.opType)) {
    const [inner, outer] = [integerAttribute(node, 'K', 0), integerAttribute(node, 'N', 0)];
    return inner > 0 && outer > 0 ? { inner, outer } : null;
  }
  if (sizes?.length !== 2) return null;
  const [first, second] = sizes as [number, number];
  return integerAttribute(node, 'transB', 0) === 1 ? { inner: second, outer: first } : { inner: first, outer: second };
}
