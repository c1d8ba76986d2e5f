/** Runs in a worker thread: a native run blocks the event loop of its thread, which must not be the user's. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ModelFacts } from '@reagent/onnx-model';
import {
  answerTask,
  buffersOf,
  compareWithCpu,
  selfCheck,
  serialise,
  type ThreadModel,
} from '@reagent/onnx-model/worker';
import { env } from 'onnxruntime-node';
import type { FromWorker, SentTask, ToWorker, WorkerData } from '../protocol.ts';
import { isSkipped, type SkippedTasks } from '../skipped-tasks.ts';
import { hashFiles } from './hash-files.ts';
import { openModel } from './open-model.ts';

const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread only');
const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

async function open({
  start,
  gate,
}: Pick<WorkerData, 'start' | 'gate'>): Promise<{ model: ThreadModel; facts: ModelFacts }> {
  const sha256 = await hashFiles([start.graph, ...start.externalData]);
  const model = await openModel(start, gate, sha256);
  const { vocabulary, graph, abilities } = model;
  const fromCpu = await differenceFromCpu(model, { start, gate }, sha256);
  const check = {
    ...(await selfCheck(model, start)),
    ...(fromCpu === null ? {} : { largestDifferenceFromCpu: fromCpu }),
  };
  const engine = `onnxruntime-node ${env.versions.node ?? env.versions.common}`;
  return { model, facts: { vocabularySize: vocabulary, sha256, engine, graph, abilities, selfCheck: check } };
}

async function differenceFromCpu(
  model: ThreadModel,
  { start, gate }: Pick<WorkerData, 'start' | 'gate'>,
  sha256: string,
): Promise<number | null> {
  if (start.device === 'cpu') return null;
  const cpu = await openModel({ ...start, device: 'cpu' }, gate, sha256);
  try {
    return await compareWithCpu(model, cpu, start);
  } finally {
    await cpu.release();
  }
}

async function answer(model: ThreadModel, { id, task }: SentTask, skipped: SkippedTasks): Promise<void> {
  if (isSkipped(skipped, id)) return send({ id, skipped: true });
  try {
    const value = await answerTask(model, task);
    send({ id, answer: value }, buffersOf(value));
  } catch (error) {
    send({ id, error: serialise(error) });
  }
}

try {
  const data = workerData as WorkerData;
  const { model, facts } = await open(data);
  let last = Promise.resolve();
  // The main thread sends `close` when no task is under way.
  port.on('message', (message: ToWorker) => {
    if ('close' in message) return void model.release().finally(() => port.close());
    last = last.then(() => answer(model, message, data.skipped)); // one native call at a time
  });
  send({ ready: facts });
} catch (error) {
  send({ failed: serialise(error) });
}
