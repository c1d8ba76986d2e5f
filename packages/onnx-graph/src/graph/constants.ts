import { producersOf, type Graph } from './graph.ts';

/** Tells whether a value is the same in every run: weights, and what is computed from weights alone. */
export function constantTest(graph: Graph): (name: string) => boolean {
  const producers = producersOf(graph);
  const known = new Map<string, boolean>();
  const isConstant = (name: string): boolean => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const constant = name === '' || graph.initializers.has(name) || isMadeOfConstants(name);
    known.set(name, constant);
    return constant;
  };
  const isMadeOfConstants = (name: string): boolean => {
    const index = producers.get(name);
    if (index === undefined) return false; // an input
    const node = graph.nodes[index]!;
    return !/^Random|^Bernoulli$|^Multinomial$|^If$|^Loop$|^Scan$/.test(node.opType) && node.input.every(isConstant);
  };
  return isConstant;
}
