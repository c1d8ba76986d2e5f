import { constantTest } from './constants.ts';
import type { Graph } from './graph.ts';

/** Tells whether a value is made of the sizes of others, and of constants, alone. */
export function madeOfSizesTest(graph: Graph): (name: string) => boolean {
  const isConstant = constantTest(graph);
  const made = new Set<string>();
  for (const { opType, input, output } of graph.nodes) {
    const data = input.filter((name) => !isConstant(name));
    const isSize = opType === 'Shape' || opType === 'Size' || (data.length > 0 && data.every((name) => made.has(name)));
    if (isSize) for (const name of output) made.add(name);
  }
  return (name) => made.has(name);
}
