import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { elementType } from './element-type.ts';
import { TensorProtoSchema, type TensorProto } from './onnx_pb.ts';

/** A tensor as the file holds it: encoded, a view of the file's bytes. */
export type EncodedTensor = Uint8Array;

/** Its name, sizes and kind; the numbers in it stay where they are. */
export function tensorHeader(bytes: EncodedTensor): TensorProto {
  return fromBinary(TensorProtoSchema, bytes);
}

/** `sizes`: [] for a scalar. */
export function int64Tensor(name: string, values: readonly number[], sizes: readonly number[]): EncodedTensor {
  const data = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, index) => data.setBigInt64(index * 8, BigInt(value), true));
  return encode(name, elementType.int64, sizes, data);
}

/** A scalar of the given kind. */
export function floatTensor(name: string, value: number, type: 'float32' | 'float64'): EncodedTensor {
  const data = new DataView(new ArrayBuffer(type === 'float64' ? 8 : 4));
  if (type === 'float64') data.setFloat64(0, value, true);
  else data.setFloat32(0, value, true);
  return encode(name, elementType[type], [], data);
}

/** A scalar byte. */
export function uint8Tensor(name: string, value: number): EncodedTensor {
  return encode(name, elementType.uint8, [], new DataView(Uint8Array.of(value).buffer));
}

function encode(name: string, type: number, sizes: readonly number[], data: DataView): EncodedTensor {
  const rawData = new Uint8Array(data.buffer);
  return toBinary(
    TensorProtoSchema,
    create(TensorProtoSchema, { name, dataType: type, dims: sizes.map(BigInt), rawData }),
  );
}

/** The numbers of an int64 tensor that lies in the file itself; `null` for any other. */
export function int64Values({ dataType, rawData, int64Data, externalData }: TensorProto): readonly number[] | null {
  if (dataType !== elementType.int64 || externalData.length > 0) return null;
  if (int64Data.length > 0) return int64Data.map(Number);
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  return Array.from({ length: rawData.byteLength / 8 }, (_, index) => Number(view.getBigInt64(index * 8, true)));
}
