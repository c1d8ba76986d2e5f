import { afterAll, expect, it } from 'vitest';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createOnnxNodeBackend } from '../src/index.ts';
import { askBusily, busyRows, writeBusyModel } from './busy-model.ts';
import { removeFolders } from './table-model.ts';

afterAll(removeFolders);

/** How often a timer of the main thread fires while something is under way. */
async function ticksDuring(work: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await work();
  clearInterval(timer);
  return ticks;
}

it('leaves the event loop free while a model runs', async () => {
  const model = writeBusyModel();
  const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 1 });
  const ticks = await ticksDuring(() => askBusily(backend));
  await backend.dispose();

  // What a run in this thread does to the timer, so that the number above means something.
  const session = await InferenceSession.create(`${model}/onnx/model.onnx`, { intraOpNumThreads: 1 });
  const ids = BigInt64Array.from(busyRows.ids, BigInt);
  const blocked = await ticksDuring(() => session.run({ input_ids: new Tensor('int64', ids, [128, 64]) }));
  await session.release();

  expect(blocked).toBeLessThan(5);
  expect(ticks).toBeGreaterThan(10);
});
