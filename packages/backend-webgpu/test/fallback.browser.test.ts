import type { Backend, JsonObject } from '@reagent/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebGpuBackend, type WebGpuBackendOptions } from '../src/index.ts';
import { recorded, type RecordedRun } from './recorded-run.ts';
import { tamperedWorker, tellWorker } from './tampered-worker.ts';
import { tinyOptions } from './tiny-in-page.ts';

/** On WebGPU, and small: the software adapter makes shaders slowly. */
function open(changes: Partial<WebGpuBackendOptions> = {}): Promise<Backend> {
  return createWebGpuBackend(
    tinyOptions('causal-lm', { model: new URL('/small/gpt2/', location.href), device: 'webgpu', ...changes }),
  );
}

let onWasm: Backend;
let expected: RecordedRun;
beforeAll(async () => {
  onWasm = await open({ device: 'wasm' });
  expected = await recorded(onWasm);
}, 120_000);
afterAll(() => onWasm.dispose());

function expectSameRun(found: RecordedRun, tolerance: number): void {
  expect(found.asked).toEqual(expected.asked);
  found.result.importance[0]!.forEach((value, token) => {
    expect(Math.abs(value - expected.result.importance[0]![token]!)).toBeLessThanOrEqual(tolerance);
  });
}

it.each([
  [
    'there is no adapter',
    'GPU.prototype.requestAdapter = async () => null;',
    /^the browser has no WebGPU adapter here$/,
  ],
  [
    'its numbers are wrong without an error',
    `const own = GPUDevice.prototype.createShaderModule;
    GPUDevice.prototype.createShaderModule = function (shader) {
      return own.call(this, { ...shader, code: shader.code.replaceAll('exp(', 'exp2(') });
    };`,
    /^on webgpu the model gives other numbers than on the CPU \(ln p differs by .*, and 0.001 is allowed\)$/,
  ],
  [
    'the device is refused',
    `GPUAdapter.prototype.requestDevice = async () => { throw new Error('no device for you'); };`,
    /^onnx\/model.onnx cannot be loaded on webgpu: ONNX Runtime gives no reason$/,
  ],
])('runs on WASM, and says why, where %s', async (_, tampering, because) => {
  const backend = await open({ worker: tamperedWorker(tampering) });
  const { device, execution } = backend.provenance as { readonly device: string; readonly execution: JsonObject };
  expect({ device, fallback: execution['fallback'] }).toEqual({
    device: 'wasm',
    fallback: { from: 'webgpu', because: expect.stringMatching(because) },
  });
  expect(backend.id).toBe(onWasm.id);
  expectSameRun(await recorded(backend), 0);
  await backend.dispose();
});

it('goes on, on a new worker, when the device is lost in the middle of a run', async () => {
  let made = 0;
  const make = tamperedWorker(
    `const own = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...given) {
      globalThis.deviceOfTest = await own.apply(this, given);
      return globalThis.deviceOfTest;
    };`,
    'globalThis.deviceOfTest.destroy()',
  );
  const backend = await open({ worker: () => (made++, make()) });
  const found = await recorded(backend, (batches) => batches === 3 && void tellWorker());
  expect(made).toBe(2);
  expect(backend.provenance).toMatchObject({ device: 'webgpu' });
  expectSameRun(found, 1e-3);
  await backend.dispose();
});

it('goes on, on a new worker, when a run fails in the engine', async () => {
  let made = 0;
  // As a browser that has no more memory to give: the engine's own allocation fails.
  const failing = tamperedWorker(
    '',
    `WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no more memory'); }`,
  );
  const backend = await open({ device: 'wasm', worker: () => (made++ === 0 ? failing() : tamperedWorker('')()) });
  const large = {
    contexts: { rows: 1024, length: 24, ids: new Int32Array(1024 * 24).fill(7) },
    queries: [{ position: 24, tokens: [3] }],
  };
  const right = await onWasm.score(large);
  await tellWorker();
  expect((await backend.score(large)).logOdds).toEqual(right.logOdds);
  expect(made).toBe(2);
  expectSameRun(await recorded(backend), 0);
  expect(made).toBe(2);
  await backend.dispose();
});
