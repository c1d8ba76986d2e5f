/** Runs in a worker thread: a native run blocks the event loop of its thread, which must not be the user's. */
import { parentPort, workerData } from 'node:worker_threads';
import { env } from 'onnxruntime-node';
import type { FromWorker, ModelFacts, ScoreAnswer, Task, TopAnswer, ToWorker, WorkerData } from '../protocol.ts';
import { serialise } from './failure.ts';
import { hashFiles } from './hash-files.ts';
import { score } from './score.ts';
import { selfCheck } from './self-check.ts';
import { openSession, type Session } from './session.ts';
import { top } from './top.ts';

const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread only');
const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

async function open({ start, gate }: WorkerData): Promise<{ session: Session; facts: ModelFacts }> {
  const sha256 = await hashFiles([start.graph, ...start.externalData]);
  const session = await openSession(start, gate);
  const { width } = await session.run({ rows: 1, length: 1, ids: Int32Array.of(0) }, 1);
  const check = await selfCheck(session, { ...start, width });
  const engine = `onnxruntime-node ${env.versions.node ?? env.versions.common}`;
  return { session, facts: { vocabularySize: width, sha256, engine, selfCheck: check } };
}

async function answer(session: Session, task: Task, width: number): Promise<ScoreAnswer | TopAnswer> {
  return task.kind === 'score' ? score(session, task, width) : top(session, task, width);
}

function buffersOf(value: ScoreAnswer | TopAnswer): ArrayBuffer[] {
  return Object.values(value).flatMap((part: unknown) =>
    ArrayBuffer.isView(part) ? [part.buffer as ArrayBuffer] : [],
  );
}

try {
  const { session, facts } = await open(workerData as WorkerData);
  // The main thread sends one task at a time, and `close` when none is under way.
  port.on('message', (message: ToWorker) => {
    if ('close' in message) {
      void session.release().finally(() => port.close());
      return;
    }
    const { id, task } = message;
    answer(session, task, facts.vocabularySize).then(
      (value) => send({ id, answer: value }, buffersOf(value)),
      (error: unknown) => send({ id, error: serialise(error) }),
    );
  });
  send({ ready: facts });
} catch (error) {
  send({ failed: serialise(error) });
}
