import type { NodeProto } from '../format/onnx_pb.ts';
import type { Graph } from './graph.ts';
import { usedValues } from './used-values.ts';

/** The nodes that read a value, graphs inside nodes included. */
export function consumersOf({ nodes }: Graph): (name: string) => readonly NodeProto[] {
  const consumers = new Map<string, NodeProto[]>();
  for (const node of nodes) {
    for (const name of new Set(usedValues(node))) {
      const known = consumers.get(name);
      if (known === undefined) consumers.set(name, [node]);
      else known.push(node);
    }
  }
  return (name) => consumers.get(name) ?? [];
}
