import { int64Tensor } from '../format/tensor.ts';
import type { Graph } from '../graph/graph.ts';
import { makeNode, withInputs } from '../graph/node.ts';
import type { Head } from './find-head.ts';
import { tailOperator, takesMatrix } from './tail-operators.ts';

/** A graph whose head sees only the rows that an input asks for, and the name of their logits: [asked row][token]. */
export interface GatheredRows {
  readonly graph: Graph;
  readonly logits: string;
}

/**
 * Puts a GatherND on the hidden state, by the input `rows`: [asked row][2], a row of the batch and a position in it.
 * The head's nodes get what they always got, [row][1][hidden size], or a matrix where they take nothing else.
 */
export function gatherRows(graph: Graph, head: Head, logits: string, rows: string): GatheredRows {
  const names = { row: 'reagent/row', rowOfOne: 'reagent/row_of_one', axis: 'reagent/axis_1', sizes: 'reagent/sizes' };
  const matrix = head.nodes.some((index) => takesMatrix(graph.nodes[index]!));
  const gathered = [
    makeNode('GatherND', [head.hidden, rows], names.row, { batch_dims: 0 }),
    ...(matrix ? [] : [makeNode('Unsqueeze', [names.row, names.axis], names.rowOfOne)]),
  ];
  const renamed = new Map([[head.entry, matrix ? names.row : names.rowOfOne]]);
  const nameOf = (name: string): string => renamed.get(name) ?? name;
  const tail = head.nodes.flatMap((index) => {
    const node = graph.nodes[index]!;
    if (tailOperator(node) === 'reshaping') {
      renamed.set(node.output[0]!, nameOf(node.input[0]!));
      return [];
    }
    return [withInputs(node, node.input.map(nameOf))];
  });
  const result = 'reagent/logits';
  const flat = makeNode('Reshape', [nameOf(logits), names.sizes], result); // 0: as many as there are; -1: the rest
  const inTail = new Set(head.nodes);
  const madeInTail = new Set(head.nodes.flatMap((index) => graph.nodes[index]!.output));
  return {
    logits: result,
    graph: {
      ...graph,
      nodes: [...graph.nodes.filter((_, index) => !inTail.has(index)), ...gathered, ...tail, flat],
      initializers: new Map([
        ...graph.initializers,
        [names.axis, int64Tensor(names.axis, [1], [1])],
        [names.sizes, int64Tensor(names.sizes, [0, -1], [2])],
      ]),
      // what the exporter noted of their sizes holds no more
      values: graph.values.filter(({ name }) => !madeInTail.has(name)),
    },
  };
}
