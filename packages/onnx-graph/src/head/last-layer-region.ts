import type { NodeProto } from '../format/onnx_pb.ts';
import { constantSizes } from '../graph/constant-sizes.ts';
import { constantTest } from '../graph/constants.ts';
import { consumersOf } from '../graph/consumers.ts';
import { producersOf, type Graph } from '../graph/graph.ts';
import { madeOfSizesTest } from '../graph/made-of-sizes.ts';
import type { Head } from './find-head.ts';
import { rowReshapeTest } from './row-reshapes.ts';
import { rowWise } from './row-wise.ts';
import { choosingNodes, headRegion, type RowsRegion } from './rows-region.ts';
import { takesMatrix, weightsOf } from './tail-operators.ts';

/**
 * The head and what comes before it as far as each position is treated by itself and nothing else reads it: of the last
 * layer all but the attention's own part and its keys, values and queries. The head alone where no product by weights
 * is won, and in dynamically quantised graphs, whose scales would be taken over other rows.
 */
export function lastLayerRegion(graph: Graph, head: Head): RowsRegion {
  if (graph.nodes.some(({ opType }) => opType.startsWith('DynamicQuantize'))) return headRegion(head);
  const producers = producersOf(graph);
  const canRaise = raiseTest(graph, new Set(choosingNodes(graph, head)));
  const region = new Set(head.nodes);
  const open = new Set([head.hidden]);
  const closed = new Set<string>();
  const isConstant = constantTest(graph);
  let won = false;
  for (;;) {
    const next = [...open].filter((name) => !closed.has(name)).sort((a, b) => place(b) - place(a))[0];
    if (next === undefined) break;
    const index = place(next);
    const node = graph.nodes[index];
    if (node === undefined || !canRaise(node, region)) {
      closed.add(next);
      continue;
    }
    won ||= rowWise(graph, node) === 'product';
    region.add(index);
    for (const output of node.output) open.delete(output);
    const inputs = node.opType === 'Reshape' ? node.input.slice(0, 1) : node.input;
    for (const input of inputs) if (!isConstant(input)) open.add(input);
  }
  const raised: RowsRegion = {
    nodes: [...region].sort((a, b) => a - b),
    gathered: [...open],
    choices: new Map([[head.entry, head.hidden]]),
  };
  return won && isSound(graph, raised) ? raised : headRegion(head);

  function place(name: string): number {
    return producers.get(name) ?? -1;
  }
}

/** A node is raised that treats positions singly, by weights if by products, and whose results are read in the region. */
function raiseTest(
  graph: Graph,
  choosing: ReadonlySet<number>,
): (node: NodeProto, region: ReadonlySet<number>) => boolean {
  const consumers = consumersOf(graph);
  const isConstant = constantTest(graph);
  const keepsRows = rowReshapeTest(graph);
  const indices = new Map(graph.nodes.map((node, index) => [node, index]));
  return (node, region) => {
    const kind = rowWise(graph, node);
    if (kind === null && !keepsRows(node)) return false;
    if (kind === 'product' && !isConstant(weightsOf(node))) return false;
    const readers = node.output.flatMap((name) => consumers(name));
    return readers.every((reader) => {
      const index = indices.get(reader)!;
      return reader.opType === 'Shape' || region.has(index) || choosing.has(index);
    });
  };
}

/**
 * What is read must have positions: no input, no number made of sizes. And where rows become a matrix for a Gemm, a
 * constant of three axes would make more of it.
 */
function isSound(graph: Graph, { nodes, gathered }: RowsRegion): boolean {
  const producers = producersOf(graph);
  const isMadeOfSizes = madeOfSizesTest(graph);
  if (gathered.some((name) => !producers.has(name) || isMadeOfSizes(name))) return false;
  const sizesOf = constantSizes(graph);
  const all = nodes.map((index) => graph.nodes[index]!);
  const isWide = (node: NodeProto): boolean => node.input.some((name) => (sizesOf(name)?.length ?? 0) > 2);
  return !all.some(takesMatrix) || !all.some((node) => rowWise(graph, node) === 'other' && isWide(node));
}
