import { testBackend } from '@reagent/testing';
import { describe, it } from 'vitest';
import { createOnnxNodeBackend } from '../src/index.ts';

const model = new URL('../fixtures/gpt2/', import.meta.url);

testBackend({
  describe,
  it,
  create: () => createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 4 }),
});
