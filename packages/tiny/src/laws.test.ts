import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import { testBackend } from '@reagent/testing';
import { afterAll, describe, it } from 'vitest';

const model = new URL('../models/causal-lm/', import.meta.url);

testBackend({
  describe,
  it,
  afterAll,
  title: 'laws of a backend, by the tiny causal language model',
  create: () => createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 4 }),
});
