import { operatorName } from '../graph/node.ts';
import type { NodeProto } from '../format/onnx_pb.ts';

/**
 * `elementwise`: each number of the result owes to the numbers at its place only.
 * `weights`: each row of the result is made of the same row of the first input, and of weights.
 * `reshaping`: chooses or arranges rows; which ones is then said by the rows that are asked for.
 */
export type TailOperator = 'elementwise' | 'weights' | 'reshaping';

/** The operators that exporters put between the last hidden state and the logits. */
const operators = new Map<string, TailOperator>([
  ...['Add', 'Sub', 'Mul', 'Div', 'Min', 'Max', 'Clip', 'Cast', 'Abs', 'Tanh', 'Identity'].map(
    (name): [string, TailOperator] => [name, 'elementwise'],
  ),
  ...['QuantizeLinear', 'DequantizeLinear', 'DynamicQuantizeLinear'].map((name): [string, TailOperator] => [
    name,
    'elementwise',
  ]),
  ...['MatMul', 'Gemm', 'MatMulInteger', 'QLinearMatMul'].map((name): [string, TailOperator] => [name, 'weights']),
  ...[
    'FusedMatMul',
    'FusedGemm',
    'MatMulNBits',
    'MatMulBnb4',
    'MatMulFpQ4',
    'MatMulIntegerToFloat',
    'DynamicQuantizeMatMul',
  ].map((name): [string, TailOperator] => [`com.microsoft.${name}`, 'weights']),
  ...['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Slice', 'Gather'].map((name): [string, TailOperator] => [
    name,
    'reshaping',
  ]),
]);

export function tailOperator(node: NodeProto): TailOperator | undefined {
  return operators.get(operatorName(node));
}

/** True for multiplications that take matrices only, so that exporters flatten batch and sequence before them. */
export function takesMatrix(node: NodeProto | undefined): boolean {
  return node?.opType === 'Gemm' || node?.opType === 'FusedGemm';
}

/** The matrix of a multiplication by weights. */
export function weightsOf({ opType, input }: NodeProto): string {
  return input[opType === 'QLinearMatMul' ? 3 : 1] ?? '';
}
