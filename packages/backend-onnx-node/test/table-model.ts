import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Float16Array } from '@petamoriken/float16';
import {
  floatType,
  halfType,
  int64Type,
  node,
  onnxFile,
  tensor,
  value,
  type Bytes,
  type Graph,
} from './onnx-writer.ts';

/** Folders made so far, for {@link removeFolders}. */
const folders: string[] = [];

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reagent-onnx-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A folder with a graph and a byte-level tokenizer of `size` tokens: the first characters of its alphabet. */
export function writeModel(graph: Graph | Uint8Array, size: number, config: object = { n_positions: 64 }): string {
  const folder = newFolder();
  mkdirSync(join(folder, 'onnx'));
  const vocab = Object.fromEntries(Array.from({ length: size }, (_, id) => [String.fromCharCode(0x21 + id), id]));
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, use_regex: true };
  const tokenizer = {
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', vocab, merges: [] },
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  writeFileSync(join(folder, 'onnx', 'model.onnx'), graph instanceof Uint8Array ? graph : onnxFile(graph));
  return folder;
}

export interface TableOptions {
  readonly half?: boolean;
  readonly inputs?: readonly Bytes[];
  readonly output?: string;
  /** Multiplications by the identity, to keep a run busy. */
  readonly repeats?: number;
}

/** A model whose logits after a token are that token's row of a square table. */
export function tableGraph(table: readonly (readonly number[])[], options: TableOptions = {}): Graph {
  const { half = false, inputs = [], output = 'logits', repeats = 0 } = options;
  const size = table.length;
  const type = half ? halfType : floatType;
  const data = half ? new Float16Array(table.flat()) : Float32Array.from(table.flat());
  const identity = Float32Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? 1 : 0));
  const bytes = (array: { buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(array.buffer);
  const steps = Array.from({ length: repeats }, (_, step) => node('MatMul', [`h${step}`, 'identity'], `h${step + 1}`));
  return {
    nodes: [node('Gather', ['table', 'input_ids'], 'h0'), ...steps, node('Identity', [`h${repeats}`], output)],
    tensors: [
      tensor('table', type, [size, size], bytes(data)),
      ...(repeats > 0 ? [tensor('identity', floatType, [size, size], bytes(identity))] : []),
    ],
    inputs: [value('input_ids', int64Type, ['batch_size', 'sequence_length']), ...inputs],
    outputs: [value(output, type, ['batch_size', 'sequence_length', size])],
  };
}
