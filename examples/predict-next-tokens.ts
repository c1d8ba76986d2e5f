import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';

const model = new URL('../packages/tiny/models/causal-lm/', import.meta.url); // or a path of your own
const backend = await createOnnxNodeBackend({ model, dtype: 'fp32' });
const { ids } = backend.tokenizer.encode('The capital of France is');
for (const { token, logProbability } of await backend.predict({ context: ids, k: 3 })) {
  console.log(JSON.stringify(backend.tokenizer.decode([token])), Math.exp(logProbability).toFixed(3));
}
await backend.dispose();
