import { valueInfo } from '../format/value-info.ts';
import type { Graph } from '../graph/graph.ts';
import { prune } from '../graph/prune.ts';
import type { Head } from './find-head.ts';
import { gatherRows } from './gather-rows.ts';
import { lastLayerRegion } from './last-layer-region.ts';
import { rowWise } from './row-wise.ts';
import { headRegion, type RowsRegion } from './rows-region.ts';

/**
 * The part of the graph to compute for asked rows only: with the last layer, unless something that is still needed
 * reads a product of it (its sizes, say), so that it would be computed twice.
 */
export function chooseRegion(graph: Graph, head: Head, logits: string): RowsRegion {
  const region = lastLayerRegion(graph, head);
  const gathered = gatherRows(graph, region, logits, 'reagent/rows');
  const alone = new Set(prune({ ...gathered.graph, outputs: [valueInfo(gathered.logits, 'float32', [])] }).nodes);
  const isTwice = region.nodes.some((index) => {
    const node = graph.nodes[index]!;
    return alone.has(node) && rowWise(graph, node) === 'product';
  });
  return isTwice ? headRegion(head) : region;
}
