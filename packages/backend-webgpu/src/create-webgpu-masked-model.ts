import type { MaskedModel } from '@reagent/core';
import { maskedModelOf } from '@reagent/onnx-model';
import { loadModel } from './loaded-model.ts';
import type { WebGpuModelOptions } from './options.ts';

/**
 * A masked language model (RoBERTa, BERT, …) in a page. Throws what {@link createWebGpuBackend} throws, and
 * `MODEL_INVALID` for a model without a mask token.
 */
export async function createWebGpuMaskedModel(options: WebGpuModelOptions): Promise<MaskedModel> {
  return maskedModelOf(await loadModel('masked', options));
}
