import type { MaskedModel } from '@reagent/core';
import { maskedModelOf } from '@reagent/onnx-model';
import { loadModel } from './loaded-model.ts';
import type { OnnxNodeModelOptions } from './options.ts';

/**
 * A masked language model (RoBERTa, BERT, …) from a folder or the Hugging Face Hub, run by ONNX Runtime in a worker thread.
 * Throws what {@link createOnnxNodeBackend} throws, and `MODEL_INVALID` for a model without a mask token.
 */
export async function createOnnxNodeMaskedModel(options: OnnxNodeModelOptions): Promise<MaskedModel> {
  return maskedModelOf(await loadModel('masked', options));
}
