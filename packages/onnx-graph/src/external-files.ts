import { tensorHeader } from './format/tensor.ts';
import type { Graph } from './graph/graph.ts';

/** The files beside the graph that its weights lie in, as the graph names them. */
export function externalFiles({ initializers }: Graph): readonly string[] {
  const files = new Set<string>();
  for (const tensor of initializers.values()) {
    for (const { key, value } of tensorHeader(tensor).externalData) if (key === 'location') files.add(value);
  }
  return [...files];
}
