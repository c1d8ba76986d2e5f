import { constantSizes } from './graph/constant-sizes.ts';
import { constantTest } from './graph/constants.ts';
import type { Graph } from './graph/graph.ts';
import { innerAndOuter, type InnerAndOuter } from './graph/inner-and-outer.ts';
import { tailOperator, weightsOf } from './head/tail-operators.ts';

/** A product of rows of numbers by a matrix of weights: 2 × inner × outer operations a row. */
export interface WeightProduct extends InnerAndOuter {
  /** Done for every token of every row of the batch, or for the asked rows only. */
  readonly rows: 'token' | 'asked';
}

/**
 * The products of a graph by weights, which are nearly all that it computes. Those of attention, which depend on the
 * length alone, are not in it. `null` where the sizes of some weights are not found.
 */
export function weightProducts(graph: Graph): readonly WeightProduct[] | null {
  const isConstant = constantTest(graph);
  const sizesOf = constantSizes(graph);
  const products: WeightProduct[] = [];
  for (const node of graph.nodes) {
    if (tailOperator(node) !== 'weights' || !isConstant(weightsOf(node))) continue;
    const sizes = innerAndOuter(node, sizesOf(weightsOf(node)));
    if (sizes === null) return null;
    products.push({ ...sizes, rows: node.output[0]!.startsWith('reagent/rows/') ? 'asked' : 'token' });
  }
  return products;
}
