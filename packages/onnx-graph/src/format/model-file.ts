import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { ReagentError } from '@reagent/core';
import { GraphProtoSchema, ModelProtoSchema, type GraphProto, type ModelProto } from './onnx_pb.ts';

/** A model's file, decoded but for its weights. */
export interface ModelFile {
  /** All but the graph. */
  readonly model: ModelProto;
  readonly graph: GraphProto;
}

/** Throws `MODEL_INVALID` for bytes that are no ONNX model. The result holds views of `bytes`. */
export function readModelFile(bytes: Uint8Array): ModelFile {
  try {
    const model = fromBinary(ModelProtoSchema, bytes);
    const graph = fromBinary(GraphProtoSchema, model.graph);
    if (graph.node.length === 0) throw new RangeError('it has no nodes');
    return { model, graph };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ReagentError('MODEL_INVALID', `these bytes are no ONNX model: ${why}`, { cause });
  }
}

/** Weights are copied once, from the old file's bytes to the new one's. */
export function writeModelFile({ model, graph }: ModelFile): Uint8Array {
  const { initializer } = graph;
  const graphRest = toBinary(GraphProtoSchema, { ...graph, initializer: [] });
  const graphParts = [graphRest, ...initializer.flatMap((tensor) => [lengthPrefix(5, tensor.length), tensor])];
  const graphSize = sizeOf(graphParts);
  const modelRest = toBinary(ModelProtoSchema, withoutGraph(model));
  return joined([modelRest, lengthPrefix(7, graphSize), ...graphParts]);
}

function withoutGraph(model: ModelProto): ModelProto {
  const { opsetImport, $unknown = [] } = model;
  const rest = create(ModelProtoSchema, { opsetImport });
  rest.$unknown = $unknown;
  return rest;
}

function lengthPrefix(field: number, length: number): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).uint32(length).finish();
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(sizeOf(parts));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
