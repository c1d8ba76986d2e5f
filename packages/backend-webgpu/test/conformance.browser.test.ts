import { testBackend, testMaskedModel } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { createWebGpuBackend, createWebGpuMaskedModel, type WebGpuBackendOptions } from '../src/index.ts';
import { tinyOptions } from './tiny-in-page.ts';

/** The software adapter makes shaders slowly, so that it gets a smaller model. */
const onWebGpu = { device: 'webgpu', model: new URL('/small/gpt2/', location.href) } as const;

it('has a page that is cross-origin isolated, so that there are threads', () => {
  expect(crossOriginIsolated).toBe(true);
});

it.each<[string, Partial<WebGpuBackendOptions>, object]>([
  ['WASM with one thread', {}, { device: 'wasm', execution: { threads: 1, fallback: null } }],
  ['WASM with two threads', { threads: 2 }, { device: 'wasm', execution: { threads: 2, fallback: null } }],
  ['WebGPU', onWebGpu, { device: 'webgpu', execution: { fallback: null } }],
])('runs on what it is asked for: %s', async (_, options, provenance) => {
  const backend = await createWebGpuBackend(tinyOptions('causal-lm', options));
  expect(backend.provenance).toMatchObject(provenance);
  await backend.dispose();
});

testBackend({
  describe,
  it,
  title: 'laws of a backend, on WASM with one thread',
  create: () => createWebGpuBackend(tinyOptions('causal-lm')),
});

testMaskedModel({
  describe,
  it,
  title: 'laws of a masked model, on WASM',
  create: () => createWebGpuMaskedModel(tinyOptions('masked-lm')),
});
