import type { WebGpuBackendOptions } from '../src/index.ts';

/** The tiny models as the tests' site has them, in a worker that is bundled from source. */
export function tinyOptions(
  name: 'causal-lm' | 'masked-lm',
  changes: Partial<WebGpuBackendOptions> = {},
): WebGpuBackendOptions {
  return {
    model: new URL(`/tiny/${name}/`, location.href),
    dtype: 'fp32',
    device: 'wasm',
    threads: 1,
    batchSize: 2,
    engineFiles: '/engine/',
    worker: () => new Worker('/worker.js', { type: 'module' }),
    ...changes,
  };
}
