import { clone, create } from '@bufbuild/protobuf';
import { AttributeProtoSchema, NodeProtoSchema, type AttributeProto, type NodeProto } from '../format/onnx_pb.ts';

/** The kinds of attribute that this package writes, by the format's numbers. */
const attributeType = { integer: 2, integers: 7 } as const;

/** A node with one output, which gives the node its name too. */
export function makeNode(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): NodeProto {
  return create(NodeProtoSchema, {
    opType: operator,
    name: output,
    input: [...inputs],
    output: [output],
    attribute: Object.entries(attributes).map(([name, value]) => makeAttribute(name, value)),
  });
}

function makeAttribute(name: string, value: number | readonly number[]): AttributeProto {
  return typeof value === 'number'
    ? create(AttributeProtoSchema, { name, type: attributeType.integer, i: BigInt(value) })
    : create(AttributeProtoSchema, { name, type: attributeType.integers, ints: value.map(BigInt) });
}

/** The same node with other inputs. */
export function withInputs(node: NodeProto, inputs: readonly string[]): NodeProto {
  const copy = clone(NodeProtoSchema, node);
  copy.input = [...inputs];
  return copy;
}

/** `byDefault` where the node does not say. */
export function integerAttribute(node: NodeProto, name: string, byDefault: number): number {
  const attribute = node.attribute.find((candidate) => candidate.name === name);
  return attribute === undefined ? byDefault : Number(attribute.i);
}

/** `com.microsoft.MatMulNBits`, `MatMul`: an operator's name with its set, where that is not the standard one. */
export function operatorName({ domain, opType }: NodeProto): string {
  return domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`;
}
