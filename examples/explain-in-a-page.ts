import { createWebGpuBackend } from '@reagent/backend-webgpu';
import { attribute, type AttributionResult } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';

/** In a page: which tokens of a text made the model say what it says next. */
export async function explain(text: string, tell: (news: string) => void): Promise<AttributionResult> {
  const backend = await createWebGpuBackend({
    model: new URL('/tiny/causal-lm/', location.href), // a folder of the site; or 'owner/name' of the Hub; or picked files
    dtype: 'fp32',
    engineFiles: '/engine/', // the folder of the site with ONNX Runtime's two files
    progress: ({ file, bytes, total }) => tell(`${file}: ${bytes} of ${total ?? '?'} bytes`),
  });
  tell(JSON.stringify(backend.provenance)); // WebGPU or WASM, and why
  try {
    return await attribute({
      backend,
      replacer: createRandomReplacer(),
      text,
      stopping: null,
      limits: { evaluations: 200 },
      seed: 1,
    });
  } finally {
    await backend.dispose();
  }
}
