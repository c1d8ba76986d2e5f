/** Runs in a Web Worker, so that the page stays responsive. One task at a time is sent. */
import { answerTask, buffersOf, Failure, selfCheck, serialise, type ThreadModel } from '@reagent/onnx-model/worker';
import { env } from 'onnxruntime-web/webgpu';
import type { FromWorker, ToWorker, WebModelFacts, WorkerStart } from '../protocol.ts';
import { hashOf } from './hash.ts';
import { openOnDevice } from './open-on-device.ts';
import { engineName, setUpEngine, type GraphSource } from './open-session.ts';

const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void => self.postMessage(message, { transfer });

let model: ThreadModel | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('start' in data) void start(data.start);
  else void answer(data);
});

async function start(given: WorkerStart): Promise<void> {
  try {
    await holdForLife(given.lifeLock);
    send({ alive: true });
    const threads = self.crossOriginIsolated ? given.threads : 1;
    setUpEngine(given.engineFiles, threads);
    send({ ready: await open(given, threads) });
  } catch (error) {
    send({ failed: serialise(error) });
  }
}

/** The page waits for this lock: it gets it when the worker has ended, which nothing else would tell it. */
async function holdForLife(name: string): Promise<void> {
  await new Promise<void>((held) => {
    void navigator.locks.request(name, () => {
      held();
      return new Promise(() => undefined);
    });
  });
}

async function open(start: WorkerStart, threads: number): Promise<WebModelFacts> {
  const source = await sourceOf(start);
  const sha256 = await hashOf([source.bytes, ...source.externalData.map(({ data }) => data)]);
  const { model: opened, device, fallback, largestDifference } = await openOnDevice(start, source);
  model = opened;
  if (device === 'webgpu') void watchDevice();
  const { vocabulary: vocabularySize, graph, abilities } = opened;
  const check = {
    ...(await selfCheck(opened, start)),
    ...(largestDifference === null ? {} : { largestDifferenceFromCpu: largestDifference }),
  };
  return {
    vocabularySize,
    sha256,
    engine: engineName(),
    graph,
    abilities,
    selfCheck: check,
    device,
    threads,
    fallback,
  };
}

async function sourceOf({ graph, graphName, externalData }: WorkerStart): Promise<GraphSource> {
  const read = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());
  const weights = externalData.map(async ({ name, data }) => ({ path: name, data: await read(data) }));
  return { name: graphName, bytes: await read(graph), externalData: await Promise.all(weights) };
}

/** A lost device may leave a run without an end. */
async function watchDevice(): Promise<void> {
  const device = (await env.webgpu.device) as { readonly lost: Promise<{ readonly message: string }> } | undefined;
  const lost = await device?.lost;
  if (lost === undefined) return;
  send({ error: serialise(new Failure('ENGINE_FAILED', `the WebGPU device was lost: ${lost.message}`)), lost: true });
}

async function answer({ task }: Extract<ToWorker, { readonly task: unknown }>): Promise<void> {
  try {
    const value = await answerTask(model as ThreadModel, task);
    send({ answer: value }, buffersOf(value));
  } catch (error) {
    // What is found wrong with the numbers is not the engine's failing: it would be found again.
    send({ error: serialise(error), lost: !(error instanceof Failure) });
  }
}
