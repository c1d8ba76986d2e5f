import { elementType } from '../format/element-type.ts';
import type { NodeProto } from '../format/onnx_pb.ts';
import { tensorHeader } from '../format/tensor.ts';
import { valueInfo } from '../format/value-info.ts';
import { consumersOf } from '../graph/consumers.ts';
import type { Graph } from '../graph/graph.ts';
import { integerAttribute, makeNode, operatorName, withInputs } from '../graph/node.ts';

/** A graph whose token embeddings are multiplied by an input, and the input's name. */
export interface MaskedEmbeddings {
  readonly graph: Graph;
  readonly mask: string;
}

/**
 * Multiplies the token embeddings, before anything is added to them, by a new input: float32
 * [batch][sequence][hidden size]. `null` where not exactly one table is looked up by the token ids.
 */
export function maskEmbeddings(graph: Graph): MaskedEmbeddings | null {
  const [table, ...others] = tokenEmbeddings(graph);
  if (table === undefined || others.length > 0) return null;
  const { node, output, type, width } = table;
  const mask = 'reagent/embedding_mask';
  const masked = 'reagent/masked_embeddings';
  const factor = type === elementType.float32 ? mask : 'reagent/embedding_mask_cast';
  const product = [
    ...(factor === mask ? [] : [makeNode('Cast', [mask], factor, { to: type })]),
    makeNode('Mul', [output, factor], masked),
  ];
  const rewired = (reader: NodeProto): NodeProto =>
    reader.input.includes(output)
      ? withInputs(
          reader,
          reader.input.map((name) => (name === output ? masked : name)),
        )
      : reader;
  return {
    mask,
    graph: {
      ...graph,
      nodes: graph.nodes.flatMap((other) => (other === node ? [node, ...product] : [rewired(other)])),
      inputs: [...graph.inputs, valueInfo(mask, 'float32', ['batch_size', 'sequence_length', width ?? 'hidden_size'])],
    },
  };
}

interface EmbeddingTable {
  /** Makes `output`: the embeddings as floats, of this element type. */
  readonly node: NodeProto;
  readonly output: string;
  readonly type: number;
  /** Hidden size; `null` where the table does not say. */
  readonly width: number | null;
}

function tokenEmbeddings(graph: Graph): readonly EmbeddingTable[] {
  const consumers = consumersOf(graph);
  const lookups = (ids: string): readonly NodeProto[] =>
    consumers(ids).flatMap((node) => {
      if (passesIds(node)) return lookups(node.output[0]!);
      return looksUp(node, ids) ? [node] : [];
    });
  return lookups('input_ids').flatMap((lookup) => {
    const [table, , scales] = lookup.input as [string, string, string | undefined];
    const { type, width } = typeAndWidth(graph, table);
    if (lookup.opType === 'GatherBlockQuantized') return [found(lookup, typeAndWidth(graph, scales ?? '').type, null)];
    if (type === elementType.float32 || type === elementType.float16) return [found(lookup, type, width)];
    return consumers(lookup.output[0]!)
      .filter(({ opType }) => opType === 'DequantizeLinear')
      .map((node) => found(node, typeAndWidth(graph, node.input[1]!).type, width));
  });
}

function found(node: NodeProto, type: number, width: number | null): EmbeddingTable {
  return { node, output: node.output[0]!, type, width };
}

/** GPT-2 makes rows of all ids first. */
function passesIds({ opType }: NodeProto): boolean {
  return opType === 'Reshape' || opType === 'Cast' || opType === 'Identity';
}

function looksUp(node: NodeProto, ids: string): boolean {
  if (node.input[1] !== ids) return false;
  if (operatorName(node) === 'com.microsoft.GatherBlockQuantized')
    return integerAttribute(node, 'gather_axis', 0) === 0;
  return operatorName(node) === 'Gather' && integerAttribute(node, 'axis', 0) === 0;
}

/** Of a weight, also one that is made from weights (turned, or from bytes); type 0 where that is not found. */
function typeAndWidth(graph: Graph, name: string): { readonly type: number; readonly width: number | null } {
  const tensor = graph.initializers.get(name);
  if (tensor !== undefined) {
    const { dataType, dims } = tensorHeader(tensor);
    return { type: dataType, width: dims.length === 2 ? Number(dims[1]) : null };
  }
  const node = graph.nodes.find(({ output }) => output.includes(name));
  if (node?.opType === 'DequantizeLinear') {
    return { type: typeAndWidth(graph, node.input[1]!).type, width: typeAndWidth(graph, node.input[0]!).width };
  }
  return node?.opType === 'Identity' ? typeAndWidth(graph, node.input[0]!) : { type: 0, width: null };
}
