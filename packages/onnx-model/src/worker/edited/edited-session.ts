import {
  askInputs,
  readAnswers,
  type Answers,
  type Ask,
  type ModelDescription,
  type OutputData,
} from '@reagent/onnx-graph';
import type { ModelStart } from '../../protocol.ts';
import { createFeeder, type Rows } from '../feeds.ts';
import type { GraphSession, PlainTensor } from '../graph-session.ts';

export interface EditedSession {
  /** Numbers that an embedding has, where the graph takes a mask for them; else `null`. */
  readonly embeddingSize: number | null;
  readonly description: ModelDescription;
  /** `mask`: [row][position][embedding size]; absent: ones. `attentions`: whether they are wanted. */
  run(
    rows: Rows,
    ask: Ask,
    extra?: { readonly mask?: Float32Array | null; readonly attentions?: boolean },
  ): Promise<Answers>;
  release(): Promise<void>;
}

/** Throws `MODEL_INVALID` for inputs that are not known. */
export function editedSession(
  session: GraphSession,
  description: ModelDescription,
  { config }: Pick<ModelStart, 'config'>,
): EditedSession {
  const { asks, answers } = description;
  const added = new Set(Object.values(asks).filter((name) => name !== null));
  const feed = createFeeder(session, config, added);
  const embeddingSize = asks.embeddingMask === null ? null : embeddingSizeOf(description, config);
  const outputs = session.outputNames.filter((name) => !answers.attentions.includes(name));
  return {
    embeddingSize,
    description,
    async run(given, ask, { mask: givenMask = null, attentions = false } = {}) {
      // Products of a single token take another way through ONNX Runtime, with other last bits than in a batch.
      const isSingle = given.rows === 1 && given.length === 1;
      const rows = isSingle ? { rows: 2, length: 1, ids: twice(given.ids) } : given;
      const mask = isSingle && givenMask !== null ? twice(givenMask) : givenMask;
      const asked = Object.entries(askInputs(description, ask)).map(
        ([name, { data, sizes }]) => [name, { type: 'int64', data, sizes }] as const,
      );
      const masked =
        asks.embeddingMask === null ? {} : { [asks.embeddingMask]: maskTensor(mask, rows, embeddingSize ?? 1) };
      const feeds = { ...feed(rows, 0), ...Object.fromEntries(asked), ...masked };
      const fetched = attentions ? session.outputNames : outputs;
      const results = await session.run(feeds, fetched);
      const data = Object.entries(results).map(([name, tensor]) => [name, tensor.data as OutputData] as const);
      const found = readAnswers(description, ask, Object.fromEntries(data));
      return isSingle && attentions ? { ...found, attentions: found.attentions.map(firstHalf) } : found;
    },
    release: () => session.release(),
  };
}

function embeddingSizeOf({ asks, inputs }: ModelDescription, config: ModelStart['config']): number {
  const size = inputs.find(({ name }) => name === asks.embeddingMask)?.sizes?.at(-1);
  return typeof size === 'number' ? size : Number(config['hidden_size'] ?? config['n_embd']);
}

function maskTensor(mask: Float32Array | null, { rows, length }: Rows, size: number): PlainTensor {
  const data = mask ?? new Float32Array(rows * length * size).fill(1);
  return { type: 'float32', data, sizes: [rows, length, size] };
}

function twice<Numbers extends Int32Array | Float32Array>(numbers: Numbers): Numbers {
  const both = new (numbers.constructor as new (length: number) => Numbers)(2 * numbers.length);
  both.set(numbers, 0);
  both.set(numbers, numbers.length);
  return both;
}

function firstHalf(numbers: Float32Array): Float32Array {
  return numbers.subarray(0, numbers.length / 2);
}
