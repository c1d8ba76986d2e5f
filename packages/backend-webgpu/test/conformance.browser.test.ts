import { testBackend, testMaskedModel } from '@reagent/testing';
import type { Backend, MaskedModel } from '@reagent/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createWebGpuBackend, createWebGpuMaskedModel, type WebGpuBackendOptions } from '../src/index.ts';
import { tinyOptions } from './tiny-in-page.ts';

it('has a page that is cross-origin isolated, so that there are threads', () => {
  expect(crossOriginIsolated).toBe(true);
});

const on = (device: string, threads: number) => ({ device, execution: { threads, fallback: null } });

/**
 * The software adapter makes shaders slowly, so that it gets a smaller model, and no masked one: a masked model's sessions
 * are opened and run by what the backend's laws test.
 */
const devices: readonly {
  readonly title: string;
  readonly options: Partial<WebGpuBackendOptions>;
  readonly provenance: object;
}[] = [
  { title: 'WASM with one thread', options: {}, provenance: on('wasm', 1) },
  { title: 'WASM with two threads', options: { threads: 2 }, provenance: on('wasm', 2) },
  {
    title: 'WebGPU',
    options: { device: 'webgpu', model: new URL('/small/gpt2/', location.href) },
    provenance: on('webgpu', 1),
  },
];

/** A model that runs on what it was asked for; no law is held by another device in its place. */
async function runningOn<Model extends Backend | MaskedModel>(
  opened: Promise<Model>,
  provenance: object,
): Promise<Model> {
  const model = await opened;
  expect(model.provenance).toMatchObject(provenance);
  return model;
}

for (const { title, options, provenance } of devices) {
  testBackend({
    ...{ describe, it, afterAll, title: `laws of a backend, on ${title}` },
    create: () => runningOn(createWebGpuBackend(tinyOptions('causal-lm', options)), provenance),
  });
  if (options.device === 'webgpu') continue;
  testMaskedModel({
    ...{ describe, it, afterAll, title: `laws of a masked model, on ${title}` },
    create: () => runningOn(createWebGpuMaskedModel(tinyOptions('masked-lm', options)), provenance),
  });
}
