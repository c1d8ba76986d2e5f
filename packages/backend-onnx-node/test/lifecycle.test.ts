import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { tokenMatrix, type Backend } from '@reagent/core';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { startEngine, type Engine } from '../src/engine.ts';
import { createOnnxNodeBackend } from '../src/index.ts';
import type { Task } from '@reagent/onnx-model';
import { askBusily, writeBusyModel } from './busy-model.ts';
import { removeFolders } from './table-model.ts';

const model = writeBusyModel();
afterAll(removeFolders);

let backend: Backend | undefined;
afterEach(() => backend?.dispose());

async function start(): Promise<Backend> {
  backend = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 1 });
  return backend;
}

function startAlone(signal?: AbortSignal): Promise<Engine> {
  const graph = `${model}/onnx/model.onnx`;
  const rest = { graphName: 'model.onnx', externalData: [], config: {}, threads: 1, maxContext: 64, batchSize: 1 };
  const plain = { device: 'cpu', dtype: 'fp32', editing: null, graphCache: null } as const;
  return startEngine({ graph, kind: 'causal', ...plain, ...rest }, signal);
}

function smallTask(): Task {
  const ids = Int32Array.of(1);
  return { kind: 'top', rows: 1, length: 1, ids, places: Int32Array.of(0, 0), k: 1, rowByRow: false };
}

/** After token 7 the model prefers token 7: ln(e³ / (e³ + 255)). */
const expected = 3 - Math.log(Math.exp(3) + 255);
const askBriefly = async (from: Backend, token = 7): Promise<number> => {
  const { logProbabilities } = await from.score({
    contexts: tokenMatrix([[token]]),
    queries: [{ position: 1, tokens: [7] }],
  });
  return logProbabilities[0] as number;
};

it('a start that is aborted rejects at once, and its thread ends', async () => {
  const started = once(process, 'worker') as Promise<[Worker]>;
  const controller = new AbortController();
  const engine = startAlone(controller.signal);
  const [worker] = await started;
  const told = vi.fn<(message: object) => void>();
  worker.on('message', told);
  const exited = once(worker, 'exit');
  controller.abort('enough');
  await expect(engine).rejects.toBe('enough');
  expect(told).not.toHaveBeenCalled();
  expect(await exited).toEqual([0]);
  expect(told.mock.calls).toMatchObject([[{ ready: {} }]]);
});

describe('an aborted call', () => {
  it('rejects at once with the reason while the model still runs; the next call is right', async () => {
    const running = await start();
    const controller = new AbortController();
    const order: string[] = [];
    const reason = new Error('enough');
    const aborted = askBusily(running, controller.signal).catch((error: unknown) => {
      order.push('aborted');
      return error;
    });
    const next = askBriefly(running).then((value) => {
      order.push('next');
      return value;
    });
    setTimeout(() => controller.abort(reason), 5);
    expect(await aborted).toBe(reason);
    expect(await next).toBeCloseTo(expected, 5);
    expect(order).toEqual(['aborted', 'next']);
  });

  it('that was waiting is never run', async () => {
    const engine = await startAlone();
    const told: string[][] = [];
    engine.worker.on('message', (message: object) => told.push(Object.keys(message).filter((key) => key !== 'id')));
    const posted = vi.spyOn(engine.worker, 'postMessage');
    const controller = new AbortController();
    const first = engine.run(smallTask(), [], undefined);
    // The thread has one more than it is at; the others wait here.
    const waiting = [1, 2, 3].map(() => engine.run(smallTask(), [], controller.signal));
    controller.abort('not needed');
    for (const one of waiting) await expect(one).rejects.toBe('not needed');
    await first;
    await engine.run(smallTask(), [], undefined);
    expect(posted).toHaveBeenCalledTimes(3);
    expect(told).toEqual([['answer'], ['skipped'], ['answer']]);
    await engine.dispose();
  });

  it('takes its listener off the signal', async () => {
    const running = await start();
    let listeners = 0;
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: () => void listeners++,
      removeEventListener: () => void listeners--,
    };
    await running.predict({ context: [1], k: 1, signal });
    expect(listeners).toBe(0);
  });
});

describe('calls at the same time', () => {
  it('are answered in their order, each with its own numbers', async () => {
    const running = await start();
    const order: number[] = [];
    const tokens = [7, 1, 7, 2];
    const values = await Promise.all(
      tokens.map(async (token, call) => {
        const value = await askBriefly(running, token);
        order.push(call);
        return value;
      }),
    );
    expect(order).toEqual([0, 1, 2, 3]);
    values.forEach((value, call) => expect(value).toBeCloseTo(tokens[call] === 7 ? expected : expected - 3, 5));
  });
});

describe('dispose', () => {
  it('refuses what is under way and what waits, and waits for the run', async () => {
    const running = await start();
    const calls = [askBusily(running), askBusily(running), askBusily(running)].map((call) =>
      call.catch((error: unknown) => error),
    );
    const first = running.dispose();
    expect(running.dispose()).toBe(first);
    for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject({ code: 'DISPOSED' });
    await first;
    await expect(running.predict({ context: [1], k: 1 })).rejects.toMatchObject({ code: 'DISPOSED' });
  });
});

describe('a thread that dies', () => {
  it('fails the calls under way and all later ones, and can be disposed of', async () => {
    const engine = await startAlone();
    const exited = new Promise((resolve) => engine.worker.once('exit', resolve));
    // Not by ending the thread: in the middle of a native call that ends the whole process.
    engine.worker.postMessage('no object, which throws in the thread');
    const outcomes = Promise.allSettled([1, 2].map(() => engine.run(smallTask(), [], undefined)));
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'ENGINE_FAILED' } });
    }
    await exited;
    await expect(engine.run(smallTask(), [], undefined)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await engine.dispose();
  });
});
