import type { Tensor } from 'onnxruntime-node';
import { throughGate, type NativeGate } from '../../native-gate.ts';
import type { WorkerStart } from '../../protocol.ts';
import { Failure } from '../failure.ts';
import { createFeeder, type Rows } from '../feeds.ts';
import { openSession } from '../open-session.ts';
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

/** Throws `MODEL_INVALID` for a file that ONNX Runtime cannot load or that has no logits. */
export async function openLogits(start: WorkerStart, gate: NativeGate): Promise<Session> {
  const session = await throughGate(gate, () => openSession({ file: start.graph }, start));
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
      const results = await throughGate(gate, () => session.run(feeds, ['logits']));
      return readLogits(results['logits'] as Tensor, rows);
    },
    release: () => throughGate(gate, () => session.release()),
  };
}

function readLogits(tensor: Tensor, rows: Rows): Logits {
  const [batch, kept, width] = tensor.dims;
  if (tensor.dims.length !== 3 || batch !== rows.rows || kept === undefined || width === undefined || kept < 1) {
    throw new Failure('MODEL_INVALID', `the model's logits have the shape [${tensor.dims.join(', ')}]`);
  }
  const { data } = tensor;
  if (data instanceof Float32Array) return { kept, width, values: data };
  if (data instanceof Uint16Array) return { kept, width, values: fromHalfFloats(data) };
  throw new Failure('MODEL_INVALID', `the model's logits are of type ${tensor.type}`);
}
