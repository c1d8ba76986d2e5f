import type { NodeProto } from '../format/onnx_pb.ts';
import type { Graph } from '../graph/graph.ts';
import { makeNode, withInputs } from '../graph/node.ts';
import { findDynamicQuantizations, type DynamicQuantization } from './dynamic-quantization.ts';
import { constants, quantizeRows } from './quantize-rows.ts';

/**
 * A DynamicQuantizeLinear takes one scale over all tokens of all rows, so that a row's numbers depend on its neighbours.
 * Here every token gets a scale of its own. Nodes whose results are used in an unknown way are left as they are.
 */
export function scalePerRow(graph: Graph): Graph {
  const found = findDynamicQuantizations(graph);
  if (found.length === 0) return graph;
  const replacements = new Map(found.flatMap((quantization) => replacementsOf(quantization, graph.opset)));
  const replaced = new Set([...replacements.keys()].flatMap((node) => node.output));
  return {
    ...graph,
    nodes: graph.nodes.flatMap((node) => replacements.get(node) ?? [node]),
    initializers: new Map([...graph.initializers, ...constants]),
    values: graph.values.filter(({ name }) => !replaced.has(name)), // the scale has another shape now
  };
}

/**
 * The product of the scales becomes that of the weights alone, and the result is multiplied by the tokens' scales as a
 * last step: ONNX Runtime 1.30 would join a product of the scales and a bias that follows into a MatMulIntegerToFloat
 * that multiplies the bias by the tokens' scales too.
 */
function replacementsOf(
  { node, products }: DynamicQuantization,
  opset: number,
): readonly (readonly [NodeProto, readonly NodeProto[]])[] {
  const scale = node.output[1]!;
  return [
    [node, quantizeRows(node, opset)],
    ...products.flatMap(({ ofScales, weightScale, results }) => [
      [ofScales, []] as const,
      ...results.map((result) => {
        const [output] = result.output as [string];
        const unscaled = withInputs(
          result,
          result.input.map((input) => (input === ofScales.output[0] ? weightScale : input)),
        );
        unscaled.output = [`reagent/unscaled/${output}`];
        return [result, [unscaled, makeNode('Mul', [unscaled.output[0]!, scale], output)]] as const;
      }),
    ]),
  ];
}
