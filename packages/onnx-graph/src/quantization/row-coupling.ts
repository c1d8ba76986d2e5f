import { readModelFile } from '../format/model-file.ts';
import type { NodeProto } from '../format/onnx_pb.ts';
import type { Graph } from '../graph/graph.ts';

/** Take one scale over the whole of their input, neighbours in the batch included. */
const coupling = new Set(['DynamicQuantizeLinear', 'DynamicQuantizeMatMul', 'DynamicQuantizeLSTM']);

/** How many nodes of each operator that makes a row's numbers depend on its neighbours. Empty: rows stand alone. */
export type RowCoupling = Readonly<Record<string, number>>;

export function coupledBy({ nodes }: Pick<Graph, 'nodes'>): RowCoupling {
  const counts: Record<string, number> = {};
  for (const { opType } of nodes) if (coupling.has(opType)) counts[opType] = (counts[opType] ?? 0) + 1;
  return counts;
}

/**
 * The same of a whole export that is run as it is, branches included. `model`: the bytes of an `.onnx` file.
 * Throws `MODEL_INVALID` for bytes that are no ONNX model.
 */
export function rowCoupling(model: Uint8Array): RowCoupling {
  return coupledBy({ nodes: withBranches(readModelFile(model).graph.node) });
}

function withBranches(nodes: readonly NodeProto[]): readonly NodeProto[] {
  return nodes.flatMap((node) => {
    const graphs = node.attribute.flatMap(({ g, graphs: more }) => [...(g === undefined ? [] : [g]), ...more]);
    return [node, ...graphs.flatMap((graph) => withBranches(graph.node))];
  });
}
