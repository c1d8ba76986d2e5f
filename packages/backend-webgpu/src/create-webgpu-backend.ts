import type { LocalBackend } from '@reagent/core';
import { backendOf } from '@reagent/onnx-model';
import { loadModel } from './loaded-model.ts';
import type { WebGpuBackendOptions } from './options.ts';

/**
 * A causal language model in a page: from the site, the Hugging Face Hub or files that the user gave, run by ONNX Runtime in a Web Worker, on WebGPU where that
 * gives the right numbers and on WASM otherwise; the provenance says on which, and why.
 *
 * Throws `INVALID_OPTION`, `MODEL_NOT_FOUND`, `ACCESS_DENIED`, `DOWNLOAD_FAILED`, `MODEL_INVALID`, `ENGINE_FAILED`. Its calls: `INVALID_INPUT` for ids outside
 * the vocabulary, `TEXT_TOO_LONG`, `UNSUPPORTED` for what `supports` denies, `INVALID_OPTION`, `DISPOSED`, and `ENGINE_FAILED` when ONNX Runtime fails twice.
 */
export async function createWebGpuBackend(options: WebGpuBackendOptions): Promise<LocalBackend> {
  return backendOf(await loadModel('causal', options));
}
