import { clone } from '@bufbuild/protobuf';
import { NodeProtoSchema, type NodeProto } from '../format/onnx_pb.ts';
import { int64Tensor } from '../format/tensor.ts';
import type { Graph } from '../graph/graph.ts';
import { makeNode } from '../graph/node.ts';
import type { RowsRegion } from './rows-region.ts';
import { takesMatrix } from './tail-operators.ts';

/** A graph whose last part is there again for the rows that an input asks for, and the name of their logits. */
export interface GatheredRows {
  readonly graph: Graph;
  /** [asked row][token] */
  readonly logits: string;
}

const sizes = { rowOfOne: 'reagent/sizes_row_of_one', matrix: 'reagent/sizes_matrix' };
const reshaping = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Slice', 'Gather']);

/**
 * Copies the region's nodes to the end of the graph, reading a GatherND of what the region reads, by the input `rows`:
 * [asked row][2], a row of the batch and a position in it. The copies get what the nodes got, [row][1][…], or a matrix
 * where there is a Gemm; what only arranges or chooses rows is left out. The old nodes stay until the graph is pruned.
 */
export function gatherRows(graph: Graph, region: RowsRegion, logits: string, rows: string): GatheredRows {
  const nodes = region.nodes.map((index) => graph.nodes[index]!);
  const shape = nodes.some(takesMatrix) ? sizes.matrix : sizes.rowOfOne;
  const ofRows = new Map(region.gathered.map((name) => [name, `reagent/rows/${name}`]));
  const nameOf = (name: string): string => ofRows.get(region.choices.get(name) ?? name) ?? name;
  const gathers = region.gathered.flatMap((name) => [
    makeNode('GatherND', [name, rows], `reagent/gathered/${name}`, { batch_dims: 0 }),
    makeNode('Reshape', [`reagent/gathered/${name}`, shape], nameOf(name)),
  ]);
  const copies = nodes.flatMap((node) => {
    if (reshaping.has(node.opType)) {
      ofRows.set(node.output[0]!, nameOf(node.input[0]!));
      return [];
    }
    for (const output of node.output) if (output !== '') ofRows.set(output, `reagent/rows/${output}`);
    return [copyOf(node, nameOf)];
  });
  const result = 'reagent/logits';
  const flat = makeNode('Reshape', [nameOf(logits), sizes.matrix], result);
  return {
    logits: result,
    graph: {
      ...graph,
      nodes: [...graph.nodes, ...gathers, ...copies, flat],
      initializers: new Map([
        ...graph.initializers,
        // 0: as many as there are; −1: the rest
        [sizes.rowOfOne, int64Tensor(sizes.rowOfOne, [0, 1, -1], [3])],
        [sizes.matrix, int64Tensor(sizes.matrix, [0, -1], [2])],
      ]),
    },
  };
}

function copyOf(node: NodeProto, nameOf: (name: string) => string): NodeProto {
  const copy = clone(NodeProtoSchema, node);
  copy.name = `reagent/rows/${node.name}`;
  copy.input = node.input.map(nameOf);
  copy.output = node.output.map(nameOf);
  return copy;
}
