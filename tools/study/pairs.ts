import { fileURLToPath } from 'node:url';
import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import type { LocalBackend, Replacer } from '@reagent/core';
import { createPartOfSpeechReplacer } from '@reagent/replacer-part-of-speech';
import { createRobertaReplacer } from '@reagent/replacer-roberta';
import { createTinyModels } from '@reagent/tiny';

/** A model and what proposes its substitutes, on one thread so that studies can run side by side. */
export interface Pair {
  readonly backend: LocalBackend;
  readonly replacer: Replacer;
  dispose(): Promise<void>;
}

export async function openTiny(): Promise<Pair> {
  const { backend, maskedModel, dispose } = await createTinyModels({ threads: 1 });
  return { backend, replacer: createRobertaReplacer({ maskedModel }), dispose };
}

/** SmolLM2 with substitutes of the same part of speech: no masked model of its size is at hand. */
export async function openSmollm2(): Promise<Pair> {
  const backend = await createOnnxNodeBackend({
    model: new URL('../../models/SmolLM2-135M-Instruct/', import.meta.url),
    dtype: 'fp32',
    threads: 1,
    graphCache: fileURLToPath(new URL('../../.cache/study/graphs/', import.meta.url)),
  });
  return { backend, replacer: createPartOfSpeechReplacer({ allowOriginal: false }), dispose: () => backend.dispose() };
}
