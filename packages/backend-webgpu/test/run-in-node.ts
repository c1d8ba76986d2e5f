import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import { recorded, type RecordedRun } from './recorded-run.ts';

/** The recorded run on the same model by Node's backend. */
export async function runInNode(): Promise<RecordedRun> {
  const model = new URL('../../tiny/models/causal-lm/', import.meta.url);
  const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1 });
  try {
    return await recorded(backend);
  } finally {
    await backend.dispose();
  }
}
