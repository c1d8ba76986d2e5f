import { ReagentError } from '@reagent/core';
import type { NodeProto } from '../format/onnx_pb.ts';
import { producersOf, type Graph } from '../graph/graph.ts';
import { operatorName } from '../graph/node.ts';
import { constantTest } from '../graph/constants.ts';
import { fullHidden } from './full-hidden.ts';
import { reducesLastAxis } from './row-wise.ts';
import { tailOperator, weightsOf } from './tail-operators.ts';

/** How a graph comes from its last hidden state to its logits. */
export interface Head {
  /** The last hidden state that still has all positions: [batch][sequence][hidden size]. */
  readonly hidden: string;
  /** Indices of the nodes between `hidden` and the logits, in their order. */
  readonly nodes: readonly number[];
  /** The value that the first of `nodes` reads in place of `hidden`, where rows are chosen in between. */
  readonly entry: string;
}

/**
 * Walks back from the logits until everything hangs on one value and the weights have been passed. Nothing depends on
 * names: what counts is that every operator on the way treats each position by itself.
 * Throws `MODEL_INVALID` with the operator that does not.
 */
export function findHead(graph: Graph, logits: string): Head {
  const producers = producersOf(graph);
  const isConstant = constantTest(graph);
  const open = new Set([logits]);
  const nodes: number[] = [];
  let weights = false;
  for (;;) {
    const index = Math.max(...[...open].map((name) => producers.get(name) ?? -1));
    const node = graph.nodes[index];
    if (weights && open.size === 1 && !belongsToWeights(node)) {
      const entry = [...open][0]!;
      return { hidden: fullHidden(graph, entry, producers), entry, nodes: nodes.reverse() };
    }
    if (node === undefined) throw noHead(logits, 'an input of the graph');
    // A scale for each position, as careful quantisers have it, is made of the largest number in it.
    const kind = tailOperator(node) ?? (reducesLastAxis(graph, node) ? 'elementwise' : undefined);
    if (kind === undefined) throw noHead(logits, operatorName(node));
    if (kind === 'weights') {
      if (!isConstant(weightsOf(node))) throw noHead(logits, `a ${operatorName(node)} without weights`);
      weights = true;
    }
    nodes.push(index);
    for (const output of node.output) open.delete(output);
    for (const input of dataInputs(node, kind === 'reshaping')) if (!isConstant(input)) open.add(input);
  }
}

/** Engines make one integer product of a product and the quantisation of its input: nothing must come between them. */
function belongsToWeights(node: NodeProto | undefined): boolean {
  return node?.opType === 'QuantizeLinear' || node?.opType === 'DequantizeLinear';
}

/** What a node arranges rows by (sizes, indices) is no data. */
function dataInputs({ input }: NodeProto, reshaping: boolean): readonly string[] {
  return reshaping ? input.slice(0, 1) : input;
}

function noHead(logits: string, found: string): ReagentError {
  const message = `the way from "${logits}" back to the last hidden state is not understood: it comes to ${found}`;
  return new ReagentError('MODEL_INVALID', message);
}
