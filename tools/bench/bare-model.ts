import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  askInputs,
  editCausalModel,
  editMaskedModel,
  type Answer,
  type Ask,
  type ModelDescription,
} from '@reagent/onnx-graph';
import type { TokenMatrix } from '@reagent/core';
import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface SessionChoices {
  readonly threads: number;
  readonly spinning?: boolean;
}

/** One run's inputs, ready made. */
export type Feeds = InferenceSession.FeedsType;

/** ONNX Runtime alone, with the graph that the backend runs: no thread of its own, no tensors made, nothing read. */
export interface BareModel {
  readonly description: ModelDescription;
  feeds(contexts: TokenMatrix, ask: Ask): Feeds;
  run(feeds: Feeds): Promise<void>;
  close(): Promise<void>;
}

/** Edited as the backend edits: `packages/backend-onnx-node/src/worker/edited/edited-graph.ts`. */
export function openBareCausalModel(folder: string, choices: SessionChoices): Promise<BareModel> {
  const answers: readonly Answer[] = ['logProbabilities', 'logOdds', 'ranks', 'bestTokens', 'distributions'];
  return openBare(folder, choices, (bytes) => editCausalModel(bytes, { answers, quantization: 'scale-per-row' }));
}

export function openBareMaskedModel(folder: string, choices: SessionChoices): Promise<BareModel> {
  const answers: readonly Answer[] = ['bestTokens', 'distributions'];
  return openBare(folder, choices, (bytes) => editMaskedModel(bytes, { answers, quantization: 'scale-per-row' }));
}

/** As the backend opens its own. */
export function sessionOptions(
  { threads, spinning = false }: SessionChoices,
  weightsFolder?: string,
): InferenceSession.SessionOptions {
  const session = {
    intra_op: { allow_spinning: spinning ? '1' : '0' },
    ...(weightsFolder === undefined ? {} : { model_external_initializers_file_folder_path: weightsFolder }),
  };
  return {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
    extra: { session },
  };
}

/** The graph as it was exported: every position goes through the head, and all logits come out. */
export async function openExportedModel(
  folder: string,
  choices: SessionChoices,
): Promise<
  Omit<BareModel, 'description' | 'feeds'> & {
    feeds(contexts: TokenMatrix): Feeds;
  }
> {
  const session = await openSession(folder, readFileSync(join(folder, 'onnx/model.onnx')), choices);
  return { feeds: (contexts) => modelInputs(session, contexts), ...running(session) };
}

async function openBare(
  folder: string,
  choices: SessionChoices,
  edit: (bytes: Uint8Array) => ReturnType<typeof editCausalModel>,
): Promise<BareModel> {
  const edited = edit(readFileSync(join(folder, 'onnx/model.onnx')));
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

function openSession(folder: string, bytes: Uint8Array, choices: SessionChoices): Promise<InferenceSession> {
  return InferenceSession.create(bytes, sessionOptions(choices, join(folder, 'onnx')));
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
