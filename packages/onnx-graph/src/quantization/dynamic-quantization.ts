import type { NodeProto } from '../format/onnx_pb.ts';
import { consumersOf } from '../graph/consumers.ts';
import type { Graph } from '../graph/graph.ts';

/** A DynamicQuantizeLinear as quantisers put it before matrices of weights. */
export interface DynamicQuantization {
  readonly node: NodeProto;
  readonly products: readonly ScaleProduct[];
}

/** What its scale is used for. */
interface ScaleProduct {
  /** Mul: its scale by that of the weights. */
  readonly ofScales: NodeProto;
  readonly weightScale: string;
  /** Mul: what MatMulInteger gave, as floats, by that product. */
  readonly results: readonly NodeProto[];
}

/** Those whose results go to such nodes only. */
export function findDynamicQuantizations(graph: Graph): readonly DynamicQuantization[] {
  const consumers = consumersOf(graph);
  const all = (name: string, test: (node: NodeProto) => boolean): boolean => consumers(name).every(test);
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  return graph.nodes.flatMap((node) => {
    if (node.opType !== 'DynamicQuantizeLinear' || node.output.some((name) => outputs.has(name))) return [];
    const [quantized, scale, zeroPoint] = node.output as [string, string, string];
    const isOrdinary =
      all(quantized, ({ opType, input }) => opType === 'MatMulInteger' && input[1] !== quantized) &&
      all(zeroPoint, ({ opType, input }) => opType === 'MatMulInteger' && input[3] !== zeroPoint) &&
      all(scale, ({ opType, output }) => opType === 'Mul' && all(output[0]!, (result) => result.opType === 'Mul'));
    if (!isOrdinary) return [];
    const products = consumers(scale).map((ofScales) => ({
      ofScales,
      weightScale: ofScales.input.find((input) => input !== scale) ?? scale,
      results: consumers(ofScales.output[0]!),
    }));
    return products.every(({ weightScale }) => graph.initializers.has(weightScale)) ? [{ node, products }] : [];
  });
}
