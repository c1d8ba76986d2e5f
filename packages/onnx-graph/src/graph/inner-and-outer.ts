import type { NodeProto } from '../format/onnx_pb.ts';
import { integerAttribute } from './node.ts';

/** The sides of a matrix of weights: as long as the rows that come in, and as those that go out. */
export interface InnerAndOuter {
  readonly inner: number;
  readonly outer: number;
}

/** Of a product by weights of these sizes; `null` where that is not understood. */
export function innerAndOuter(node: NodeProto, sizes: readonly number[] | null): InnerAndOuter | null {
  if (/NBits$|Bnb4$|FpQ4$/.test(node.opType)) {
    const [inner, outer] = [integerAttribute(node, 'K', 0), integerAttribute(node, 'N', 0)];
    return inner > 0 && outer > 0 ? { inner, outer } : null;
  }
  if (sizes?.length !== 2) return null;
  const [first, second] = sizes as [number, number];
  return integerAttribute(node, 'transB', 0) === 1 ? { inner: second, outer: first } : { inner: first, outer: second };
}
