import { create } from '@bufbuild/protobuf';
import { elementType, elementTypeName, type ElementTypeName } from './element-type.ts';
import { ValueInfoSchema, type Dimension, type ValueInfo } from './onnx_pb.ts';

/** A size that is always the same, or the name of one that differs from run to run. */
export type Size = number | string;

/** An input or output of a graph. */
export interface TensorDescription {
  readonly name: string;
  readonly type: ElementTypeName | null;
  /** `null` where the graph does not say. */
  readonly sizes: readonly Size[] | null;
}

export function valueInfo(name: string, type: ElementTypeName, sizes: readonly Size[]): ValueInfo {
  const dim = sizes.map((size) => ({
    value:
      typeof size === 'number'
        ? { case: 'dimValue' as const, value: BigInt(size) }
        : { case: 'dimParam' as const, value: size },
  }));
  return create(ValueInfoSchema, { name, type: { tensorType: { elemType: elementType[type], shape: { dim } } } });
}

export function describeValue({ name, type }: ValueInfo): TensorDescription {
  const tensor = type?.tensorType;
  if (tensor === undefined) return { name, type: null, sizes: null };
  return { name, type: elementTypeName(tensor.elemType), sizes: tensor.shape?.dim.map(sizeOf) ?? null };
}

function sizeOf({ value }: Dimension, index: number): Size {
  if (value.case === undefined) return `size_${index}`;
  return value.case === 'dimValue' ? Number(value.value) : value.value;
}
