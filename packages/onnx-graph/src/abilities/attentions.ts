import { elementType } from '../format/element-type.ts';
import type { NodeProto } from '../format/onnx_pb.ts';
import { valueInfo } from '../format/value-info.ts';
import { consumersOf } from '../graph/consumers.ts';
import type { Graph } from '../graph/graph.ts';
import { integerAttribute, makeNode } from '../graph/node.ts';
import { constantTest } from '../graph/constants.ts';

/** A graph that also gives its attention weights, and the outputs' names, a layer each. */
export interface WithAttentions {
  readonly graph: Graph;
  readonly attentions: readonly string[];
}

/**
 * Adds an output for every softmax over attention: float32 [batch][head][sequence][sequence], in the layers' order. None
 * where attention is one operator (grouped-query attention): it keeps its weights to itself.
 */
export function addAttentions(graph: Graph): WithAttentions {
  const found = graph.nodes.filter(isAttention(graph));
  const casts = found.map((node, layer) =>
    makeNode('Cast', [node.output[0]!], `reagent/attention_${layer}`, { to: elementType.float32 }),
  );
  const attentions = casts.map(({ output }) => output[0]!);
  const sizes = ['batch_size', 'heads', 'sequence_length', 'sequence_length'];
  return {
    attentions,
    graph: {
      ...graph,
      nodes: [...graph.nodes, ...casts],
      outputs: [...graph.outputs, ...attentions.map((name) => valueInfo(name, 'float32', sizes))],
    },
  };
}

/** A softmax over the last axis whose result weights something that is no constant. */
function isAttention(graph: Graph): (node: NodeProto) => boolean {
  const consumers = consumersOf(graph);
  const isConstant = constantTest(graph);
  const weighs = (name: string): boolean =>
    consumers(name).some(({ opType, input, output }) =>
      opType === 'MatMul' ? input[0] === name && !isConstant(input[1]!) : passes.has(opType) && weighs(output[0]!),
    );
  return (node) =>
    node.opType === 'Softmax' && lastAxes.has(integerAttribute(node, 'axis', -1)) && weighs(node.output[0]!);
}

/** What exporters put between a softmax and the product: other precision, no NaN. */
const passes = new Set(['Cast', 'Where', 'Dropout', 'Identity']);
const lastAxes = new Set([-1, 3]);
