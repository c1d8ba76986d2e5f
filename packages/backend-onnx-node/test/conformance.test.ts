import { testBackend } from '@reagent/testing';
import { afterAll, describe, it } from 'vitest';
import { createOnnxNodeBackend } from '../src/index.ts';

const model = new URL('../fixtures/gpt2/', import.meta.url);

testBackend({
  describe,
  it,
  afterAll,
  create: () => createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 4 }),
});
