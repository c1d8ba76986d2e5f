import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { AskInputs, ModelDescription } from '../src/index.ts';
import { feedsFor, type Contexts } from './feeds.ts';
import type { ModelUnderTest } from './model-under-test.ts';

const quiet: InferenceSession.SessionOptions = { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 };

/** The whole graph's logits. */
export interface FullModel {
  /** [row][position kept][token]; the positions kept are the last ones. */
  run(contexts: Contexts): Promise<{ readonly kept: number; logits(row: number, position: number): Float32Array }>;
  close(): Promise<void>;
}

export async function openFull({ path, past }: ModelUnderTest): Promise<FullModel> {
  const session = await InferenceSession.create(path, quiet);
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

/** What an edited graph is asked. */
export interface Ask {
  /** [asked row]: row of the batch and position in it. */
  readonly rows: readonly (readonly [row: number, position: number])[];
  /** [asked row][k] */
  readonly tokens?: readonly (readonly number[])[];
  readonly bestCount?: number;
  readonly distributionRows?: readonly number[];
}

export type Numbers = Float32Array | Float64Array | Int32Array | BigInt64Array;

export interface EditedSession {
  run(contexts: Contexts, ask: Ask, extra?: Record<string, Tensor>): Promise<Readonly<Record<string, Numbers>>>;
  readonly session: InferenceSession;
  close(): Promise<void>;
}

/** Opens an edited graph from its bytes; weights that lie beside the original are read from there. */
export async function openEdited(
  { path, past }: ModelUnderTest,
  bytes: Uint8Array,
  { asks, externalFiles }: ModelDescription,
): Promise<EditedSession> {
  const externalData = externalFiles.map((file) => ({ path: file, data: readFileSync(join(dirname(path), file)) }));
  const session = await InferenceSession.create(bytes, { ...quiet, ...(externalData.length > 0 && { externalData }) });
  return {
    session,
    async run(contexts, ask, extra = {}) {
      const feeds = { ...feedsFor(session, contexts, past), ...askFeeds(asks, ask), ...extra };
      const results = await session.run(feeds);
      return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Numbers]));
    },
    close: () => session.release(),
  };
}

function askFeeds(asks: AskInputs, ask: Ask): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = { [asks.rows]: int64(ask.rows.flat(), [ask.rows.length, 2]) };
  const { tokens = [], bestCount = 0, distributionRows = [] } = ask;
  if (asks.tokens !== null) feeds[asks.tokens] = int64(tokens.flat(), [tokens.length, tokens[0]?.length ?? 0]);
  if (asks.bestCount !== null) feeds[asks.bestCount] = int64([bestCount], [1]);
  if (asks.distributionRows !== null) {
    feeds[asks.distributionRows] = int64(distributionRows, [distributionRows.length]);
  }
  return feeds;
}

function int64(values: readonly number[], sizes: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), sizes);
}
