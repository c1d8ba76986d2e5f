import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import {
  askInputs,
  readAnswers,
  type Answers,
  type Ask,
  type ModelDescription,
  type OutputData,
} from '../src/index.ts';
import { feedsFor, type Contexts } from './feeds.ts';
import type { ModelUnderTest } from './model-under-test.ts';

const quiet: InferenceSession.SessionOptions = { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 };

/** The whole graph's logits. */
export interface FullModel {
  /** [row][position kept][token]; the positions kept are the last ones. */
  run(contexts: Contexts): Promise<{ readonly kept: number; logits(row: number, position: number): Float32Array }>;
  close(): Promise<void>;
}

/** From its file, or from other bytes. */
export async function openFull({ path, past }: ModelUnderTest, bytes?: Uint8Array): Promise<FullModel> {
  const session = await (bytes === undefined
    ? InferenceSession.create(path, quiet)
    : InferenceSession.create(bytes, quiet));
  return {
    async run(contexts) {
      const { logits } = await session.run(feedsFor(session, contexts, past), ['logits']);
      const [, kept, width] = logits!.dims as [number, number, number];
      const data = logits!.data as Float32Array;
      const length = contexts[0]!.length;
      return {
        kept,
        logits(row, position) {
          const offset = (row * kept + position - (length - kept)) * width;
          return data.subarray(offset, offset + width);
        },
      };
    },
    close: () => session.release(),
  };
}

export interface EditedSession {
  run(contexts: Contexts, ask: Ask, extra?: Record<string, Tensor>): Promise<Answers>;
  readonly session: InferenceSession;
  close(): Promise<void>;
}

/** Opens an edited graph from its bytes; weights that lie beside the original are read from there. */
export async function openEdited(
  { path, past }: ModelUnderTest,
  bytes: Uint8Array,
  description: ModelDescription,
): Promise<EditedSession> {
  const externalData = description.externalFiles.map((file) => ({
    path: file,
    data: readFileSync(join(dirname(path), file)),
  }));
  const session = await InferenceSession.create(bytes, { ...quiet, ...(externalData.length > 0 && { externalData }) });
  return {
    session,
    async run(contexts, ask, extra = {}) {
      const feeds = { ...feedsFor(session, contexts, past), ...askFeeds(description, ask), ...extra };
      const results = await session.run(feeds);
      const outputs = Object.entries(results).map(([name, { data }]) => [name, data as OutputData] as const);
      return readAnswers(description, ask, Object.fromEntries(outputs));
    },
    close: () => session.release(),
  };
}

function askFeeds(description: ModelDescription, ask: Ask): Record<string, Tensor> {
  const inputs = Object.entries(askInputs(description, ask));
  return Object.fromEntries(inputs.map(([name, { data, sizes }]) => [name, new Tensor('int64', data, sizes)]));
}
