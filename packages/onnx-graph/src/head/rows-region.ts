import type { Graph } from '../graph/graph.ts';
import { producersOf } from '../graph/graph.ts';
import type { Head } from './find-head.ts';

/** The last part of a graph, which needs to be computed for the asked rows only. */
export interface RowsRegion {
  /** Indices of its nodes, in their order. */
  readonly nodes: readonly number[];
  /** What it reads of every position: [batch][sequence][…] each. */
  readonly gathered: readonly string[];
  /** Values that are others with rows chosen from them, by what they are chosen from. */
  readonly choices: ReadonlyMap<string, string>;
}

/** The head alone. */
export function headRegion({ nodes, hidden, entry }: Head): RowsRegion {
  return { nodes, gathered: [hidden], choices: new Map([[entry, hidden]]) };
}

/** Indices of the nodes that choose rows of the hidden state for the head. */
export function choosingNodes(graph: Graph, { hidden, entry }: Head): readonly number[] {
  const producers = producersOf(graph);
  const found: number[] = [];
  for (let name = entry; name !== hidden; name = graph.nodes[found.at(-1)!]!.input[0]!)
    found.push(producers.get(name)!);
  return found;
}
