import { createRemoteBackend, type RemoteBackend } from '@reagent/backend-remote';
import { afterAll, beforeAll, describe } from 'vitest';
import { smollm2Tokenizer } from '../real-server/smollm2-tokenizer.ts';
import type { RunningServer } from '../real-server/start-server.ts';
import { testRealServer } from '../real-server/test-real-server.ts';
import { startVllm } from './start-vllm.ts';

describe('vLLM on the CPU with SmolLM2 in float32', { timeout: 600_000 }, () => {
  let server: RunningServer;
  const create = (): Promise<RemoteBackend> => createRemoteBackend({ url: server.url, tokenizer: smollm2Tokenizer() });
  const createWithoutFiles = (): Promise<RemoteBackend> => createRemoteBackend({ url: server.url });

  beforeAll(async () => {
    server = await startVllm();
  }, 600_000);
  afterAll(() => server?.stop());

  testRealServer({ create, createWithoutFiles, most: { mean: 1e-4, single: 1e-3 }, tell: console.info });
});
