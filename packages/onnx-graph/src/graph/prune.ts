import type { Graph } from './graph.ts';
import { producersOf } from './graph.ts';
import { usedValues } from './used-values.ts';

/** Leaves out what no output needs: nodes, weights, inputs. */
export function prune(graph: Graph): Graph {
  const producers = producersOf(graph);
  const needed = new Set<string>();
  const nodes = new Set<number>();
  const pending = graph.outputs.map((output) => output.name);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const index = producers.get(name);
    if (index === undefined || nodes.has(index)) continue;
    nodes.add(index);
    pending.push(...usedValues(graph.nodes[index]!));
  }
  const kept = graph.nodes.filter((_, index) => nodes.has(index));
  const made = new Set(kept.flatMap((node) => node.output));
  return {
    ...graph,
    nodes: kept,
    initializers: new Map([...graph.initializers].filter(([name]) => needed.has(name))),
    inputs: graph.inputs.filter((input) => needed.has(input.name)),
    values: graph.values.filter((value) => made.has(value.name)),
  };
}
