import type { Graph } from './graph.ts';

/** Their results differ from run to run, or depend on what the graphs inside them read. */
const never = new Set([
  'RandomNormal',
  'RandomUniform',
  'RandomNormalLike',
  'RandomUniformLike',
  'Bernoulli',
  'Multinomial',
]);
const withGraphs = new Set(['If', 'Loop', 'Scan']);

/** Tells whether a value is the same in every run: weights, and what is computed from weights alone. */
export function constantTest(graph: Graph): (name: string) => boolean {
  const made = new Set<string>();
  const isConstant = (name: string): boolean => name === '' || graph.initializers.has(name) || made.has(name);
  for (const { opType, input, output } of graph.nodes) {
    if (never.has(opType) || withGraphs.has(opType) || !input.every(isConstant)) continue;
    for (const name of output) made.add(name);
  }
  return isConstant;
}
