import { createOnnxNodeBackend, createOnnxNodeMaskedModel } from '@reagent/backend-onnx-node';
import type { LocalBackend, MaskedModel } from '@reagent/core';

export interface TinyModelsOptions {
  /** Threads of one run of a model. Default 1: the models are so small that more do not pay. */
  readonly threads?: number;
}

export interface TinyModels {
  /** The causal language model. */
  readonly backend: LocalBackend;
  /** The masked language model; it has the same tokenizer. */
  readonly maskedModel: MaskedModel;
  /** Ends both. A second call does nothing. */
  dispose(): Promise<void>;
}

/** The files compute in float32; that their weights are stored as float16 does not show. */
const dtype = 'fp32';

/** Beside `src` and `dist`, so that both find it. */
const modelFolder = (name: string): URL => new URL(`../models/${name}/`, import.meta.url);

/**
 * The two models of this package, ready for use: nothing is downloaded.
 * Throws `INVALID_OPTION`, or `ENGINE_FAILED` where ONNX Runtime has no binary for the machine.
 */
export async function createTinyModels(options: TinyModelsOptions = {}): Promise<TinyModels> {
  const { threads = 1 } = options;
  const [backend, maskedModel] = await Promise.allSettled([
    createOnnxNodeBackend({ model: modelFolder('causal-lm'), dtype, threads, name: 'tiny-causal-lm' }),
    createOnnxNodeMaskedModel({ model: modelFolder('masked-lm'), dtype, threads, name: 'tiny-masked-lm' }),
  ]);
  if (backend.status === 'fulfilled' && maskedModel.status === 'fulfilled')
    return pair(backend.value, maskedModel.value);
  // Both are waited for, so that the one that started is not left behind.
  for (const started of [backend, maskedModel]) if (started.status === 'fulfilled') await started.value.dispose();
  throw [backend, maskedModel].find((started) => started.status === 'rejected')?.reason;
}

function pair(backend: LocalBackend, maskedModel: MaskedModel): TinyModels {
  return {
    backend,
    maskedModel,
    dispose: async () => {
      await Promise.all([backend.dispose(), maskedModel.dispose()]);
    },
  };
}
