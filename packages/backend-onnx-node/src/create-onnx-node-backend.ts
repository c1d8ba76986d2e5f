import type { LocalBackend } from '@reagent/core';
import { backendOf } from '@reagent/onnx-model';
import { loadModel } from './loaded-model.ts';
import type { OnnxNodeBackendOptions } from './options.ts';

/**
 * A causal language model from a folder or the Hugging Face Hub, run by ONNX Runtime in a worker thread, so that the program stays responsive.
 * An idle backend keeps no program from ending.
 *
 * Throws `INVALID_OPTION`, `MODEL_NOT_FOUND`, `ACCESS_DENIED`, `DOWNLOAD_FAILED`, `MODEL_INVALID`, `ENGINE_FAILED`. Its calls: `INVALID_INPUT` for ids outside
 * the vocabulary, `TEXT_TOO_LONG`, `UNSUPPORTED` for what `supports` denies, `INVALID_OPTION`, `DISPOSED`, and
 * `ENGINE_FAILED` when ONNX Runtime fails or the thread dies.
 */
export async function createOnnxNodeBackend(options: OnnxNodeBackendOptions): Promise<LocalBackend> {
  return backendOf(await loadModel('causal', options));
}
