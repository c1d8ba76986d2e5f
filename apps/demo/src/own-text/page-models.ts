import { createWebGpuBackend, createWebGpuMaskedModel, type Dtype } from '@reagent/backend-webgpu';
import type { Tokenizer } from '@reagent/core';
import { createTokenizer } from '@reagent/tokenizer';
import { engineFiles, tinyModels } from '../site-addresses.ts';
import type { ModelSource } from './demo-models.ts';

/**
 * The tiny pair is run by the processor: it is too small to gain by a graphics card, and gives the same numbers everywhere.
 * Its files compute in float32. One thread, as in Node: more do not pay, and wait for each other where the machine is busy.
 */
const tiny = { dtype: 'fp32', device: 'wasm', threads: 1, engineFiles } as const;

/** Models run by ONNX Runtime in workers of this page: the site's own, and those of the Hub that a person asks for. */
export const pageModels: ModelSource = {
  tokenizer: (choice) => (choice === 'tiny' ? readTokenizer(tinyModels.causal) : null),
  backend: (choice, loading) =>
    createWebGpuBackend(
      choice === 'tiny'
        ? { ...tiny, ...loading, model: tinyModels.causal, name: 'tiny-causal-lm' }
        : { ...loading, model: choice.hub, dtype: choice.dtype as Dtype, engineFiles }, // the backend checks both
    ),
  maskedModel: (choice) =>
    choice === 'tiny' ? createWebGpuMaskedModel({ ...tiny, model: tinyModels.masked, name: 'tiny-masked-lm' }) : null,
};

async function readTokenizer(folder: URL): Promise<Tokenizer> {
  const json = async (name: string): Promise<unknown> => (await fetch(new URL(name, folder))).json();
  const [tokenizerJson, tokenizerConfig] = await Promise.all([json('tokenizer.json'), json('tokenizer_config.json')]);
  return createTokenizer({ tokenizerJson, tokenizerConfig });
}
