import type { ModelStart } from '../../protocol.ts';
import { Failure } from '../failure.ts';
import { createFeeder, type Rows } from '../feeds.ts';
import type { GraphSession, PlainTensor } from '../graph-session.ts';
import { fromHalfFloats } from './half-floats.ts';

/** Logits of the last `kept` positions of every row. */
export interface Logits {
  readonly kept: number;
  readonly width: number;
  /** [row][kept][width] */
  readonly values: Float32Array;
}

export interface Session {
  /** Asks for the last `keep` positions; a graph may give all, or only the last. */
  run(rows: Rows, keep: number): Promise<Logits>;
  release(): Promise<void>;
}

/** Throws `MODEL_INVALID` for a graph that has no logits, or inputs that are not known. */
export function openLogits(session: GraphSession, start: Pick<ModelStart, 'config' | 'graphName'>): Session {
  if (!session.outputNames.includes('logits')) {
    throw new Failure(
      'MODEL_INVALID',
      `${start.graphName} gives ${session.outputNames.slice(0, 5).join(', ')} but no logits: it is no language model`,
    );
  }
  const feed = createFeeder(session, start.config);
  return {
    async run(rows, keep) {
      const feeds = feed(rows, keep);
      const results = await session.run(feeds, ['logits']);
      return readLogits(results['logits'] as PlainTensor, rows);
    },
    release: () => session.release(),
  };
}

function readLogits({ type, data, sizes }: PlainTensor, rows: Rows): Logits {
  const [batch, kept, width] = sizes;
  if (sizes.length !== 3 || batch !== rows.rows || kept === undefined || width === undefined || kept < 1) {
    throw new Failure('MODEL_INVALID', `the model's logits have the shape [${sizes.join(', ')}]`);
  }
  if (data instanceof Float32Array) return { kept, width, values: data };
  if (data instanceof Uint16Array) return { kept, width, values: fromHalfFloats(data) };
  throw new Failure('MODEL_INVALID', `the model's logits are of type ${type}`);
}
