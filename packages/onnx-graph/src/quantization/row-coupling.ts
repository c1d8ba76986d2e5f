import type { Graph } from '../graph/graph.ts';

/** Take one scale over the whole of their input, neighbours in the batch included. */
const coupling = new Set(['DynamicQuantizeLinear', 'DynamicQuantizeMatMul', 'DynamicQuantizeLSTM']);

/** How many nodes of each operator that makes a row's numbers depend on its neighbours. Empty: rows stand alone. */
export function coupledBy(graph: Graph): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { opType } of graph.nodes) if (coupling.has(opType)) counts[opType] = (counts[opType] ?? 0) + 1;
  return counts;
}
