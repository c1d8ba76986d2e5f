import type { NodeProto } from '../format/onnx_pb.ts';
import { constantIntegers } from '../graph/constant-integers.ts';
import type { Graph } from '../graph/graph.ts';
import { integerAttribute, operatorName } from '../graph/node.ts';

/** Each number of the result owes to the numbers at its place only. */
const elementwise = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Min', 'Max', 'Clip', 'Cast', 'Identity'],
  ...['Sqrt', 'Reciprocal', 'Neg', 'Abs', 'Exp', 'Log', 'Erf', 'Tanh', 'Sigmoid', 'Relu', 'Gelu', 'HardSigmoid'],
  ...['Gelu', 'FastGelu', 'BiasGelu', 'QuickGelu'].map((name) => `com.microsoft.${name}`),
]);

/** Products that treat rows by themselves, and to the same bits however many there are. */
const products = new Set(['MatMul', 'Gemm', 'com.microsoft.FusedMatMul', 'com.microsoft.MatMulNBits']);

/** Look at the last axis as a whole. */
const norms = new Set([
  'LayerNormalization',
  'SimplifiedLayerNormalization',
  'com.microsoft.SkipLayerNormalization',
  'com.microsoft.SkipSimplifiedLayerNormalization',
]);
const reductions = new Set(['ReduceMean', 'ReduceSum', 'ReduceMax']);

/** How a node of a transformer's layer treats positions: `product` and `other` each by itself; `null`: not known to. */
export function rowWise(graph: Graph, node: NodeProto): 'product' | 'other' | null {
  const name = operatorName(node);
  if (products.has(name)) return integerAttribute(node, 'transA', 0) === 0 ? 'product' : null;
  if (elementwise.has(name)) return 'other';
  if (norms.has(name)) return integerAttribute(node, 'axis', -1) === -1 ? 'other' : null;
  if (name === 'Split') return integerAttribute(node, 'axis', 0) === -1 ? 'other' : null;
  if (reducesLastAxis(graph, node)) return 'other';
  return null;
}

/** One number of each position's own numbers, such as the largest of them. */
export function reducesLastAxis(graph: Graph, node: NodeProto): boolean {
  if (!reductions.has(operatorName(node))) return false;
  const written = node.attribute.find(({ name }) => name === 'axes')?.ints.map(Number);
  const axes = written ?? constantIntegers(graph, node.input[1] ?? '');
  return axes?.length === 1 && axes[0] === -1 && integerAttribute(node, 'keepdims', 1) === 1;
}
