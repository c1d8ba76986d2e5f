// Beside the built site, with its engine and its model: what the demo's own page gives nobody a handle on.
import { createWebGpuBackend } from '@reagent/backend-webgpu';
import type { Backend } from '@reagent/core';
import { kernel, kernelSeconds } from '../kernel.ts';
import { timedRun, type TimedRun, type TimedWork } from '../timed-run.ts';

const backends = new Map<number, Promise<Backend>>();

function open(threads: number, engineFiles: { readonly mjs: string; readonly wasm: string }): Promise<Backend> {
  const model = new URL('/models/tiny/causal-lm/', location.href);
  const made = createWebGpuBackend({
    ...{ model, dtype: 'fp32', device: 'wasm', threads, name: 'tiny-causal-lm' },
    engineFiles: { mjs: new URL(engineFiles.mjs, location.href), wasm: new URL(engineFiles.wasm, location.href) },
  });
  backends.set(threads, made);
  return made;
}

async function run(threads: number, work: TimedWork): Promise<TimedRun> {
  return timedRun(await (backends.get(threads) as Promise<Backend>), work);
}

Object.assign(globalThis, { bench: { open, run, kernel, kernelSeconds } });
