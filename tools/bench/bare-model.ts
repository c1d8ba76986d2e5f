import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionOptions, type SessionChoices } from '@reagent/backend-onnx-node';
import type { TokenMatrix } from '@reagent/core';
import { askInputs, type Ask, type ModelDescription } from '@reagent/onnx-graph';
import { checkModelOptions } from '@reagent/onnx-model';
import { editGraph } from '@reagent/onnx-model/worker';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const graphName = 'onnx/model.onnx';

export type BareChoices = Pick<SessionChoices, 'threads' | 'spinMicroseconds'>;

/** One run's inputs, ready made. */
export type Feeds = InferenceSession.FeedsType;

/** ONNX Runtime alone, with the graph that the backend runs: no thread of its own, no tensors made, nothing read. */
export interface BareModel {
  readonly description: ModelDescription;
  feeds(contexts: TokenMatrix, ask: Ask): Feeds;
  run(feeds: Feeds): Promise<void>;
  close(): Promise<void>;
}

export function openBareCausalModel(folder: string, choices: BareChoices): Promise<BareModel> {
  return openBare('causal', folder, choices);
}

export function openBareMaskedModel(folder: string, choices: BareChoices): Promise<BareModel> {
  return openBare('masked', folder, choices);
}

/** The graph as it was exported: every position goes through the head, and all logits come out. */
export async function openExportedModel(
  folder: string,
  choices: BareChoices,
): Promise<
  Omit<BareModel, 'description' | 'feeds'> & {
    feeds(contexts: TokenMatrix): Feeds;
  }
> {
  const session = await openSession(folder, readFileSync(join(folder, graphName)), choices);
  return { feeds: (contexts) => modelInputs(session, contexts), ...running(session) };
}

/** Edited as the backend edits. */
async function openBare(kind: 'causal' | 'masked', folder: string, choices: BareChoices): Promise<BareModel> {
  const { editing } = checkModelOptions({ dtype: 'fp32' });
  const edited = editGraph(readFileSync(join(folder, graphName)), { kind, editing, graphName });
  if (!edited.edited) throw new Error(`the graph in ${folder} cannot be edited: ${edited.reason}`);
  const { description } = edited;
  const session = await openSession(folder, edited.bytes, choices);
  return {
    description,
    feeds(contexts, ask) {
      const asked = Object.entries(askInputs(description, ask)).map(
        ([name, { data, sizes }]) => [name, new Tensor('int64', data, sizes)] as const,
      );
      return modelInputs(session, contexts, Object.fromEntries(asked));
    },
    ...running(session),
  };
}

function openSession(folder: string, bytes: Uint8Array, choices: BareChoices): Promise<InferenceSession> {
  return InferenceSession.create(
    bytes,
    sessionOptions({ device: 'cpu', ...choices, weightsFolder: join(folder, 'onnx') }),
  );
}

function running(session: InferenceSession): Pick<BareModel, 'run' | 'close'> {
  return { run: async (feeds) => void (await session.run(feeds)), close: () => session.release() };
}

function modelInputs({ inputNames }: InferenceSession, contexts: TokenMatrix, asked: Feeds = {}): Feeds {
  return Object.fromEntries(inputNames.map((name) => [name, asked[name] ?? modelInput(name, contexts)]));
}

function modelInput(name: string, { rows, length, ids }: TokenMatrix): Tensor {
  const values = (of: (index: number) => number): Tensor =>
    new Tensor(
      'int64',
      BigInt64Array.from({ length: rows * length }, (_, index) => BigInt(of(index))),
      [rows, length],
    );
  switch (name) {
    case 'input_ids':
      return values((index) => ids[index] as number);
    case 'attention_mask':
      return values(() => 1);
    case 'position_ids':
      return values((index) => index % length);
    case 'token_type_ids':
      return values(() => 0);
    default:
      throw new Error(`the benchmark does not know the model's input ${name}`);
  }
}
