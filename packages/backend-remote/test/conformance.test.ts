import { createToyBackend, testBackend } from '@reagent/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRemoteBackend } from '../src/index.ts';
import type { ToyServerOptions } from './toy-server/toy-host.ts';
import { startToyServer, type ToyServer } from './toy-server/toy-server.ts';

const { tokenizer } = createToyBackend();
const servers: readonly (ToyServerOptions & { readonly title: string })[] = [
  { title: 'llama.cpp', dialect: 'llama.cpp' },
  { title: 'llama.cpp, with tokens that are parts of characters', dialect: 'llama.cpp', partial: [3, 7, 8, 16, 28] },
  { title: 'vLLM', dialect: 'vllm' },
  { title: 'vLLM that tells its five best', dialect: 'vllm', mostBest: 5 },
  { title: 'SGLang', dialect: 'sglang' },
  { title: 'a truncated server', dialect: 'truncated' },
];

describe.each(servers)('the backend on $title', (options) => {
  let server: ToyServer;
  beforeAll(async () => {
    server = await startToyServer(options);
  });
  afterAll(() => server.close());

  testBackend({
    describe,
    it,
    create: () => createRemoteBackend({ url: server.url, tokenizer, maxContext: 64, retries: 0 }),
  });

  it('finds the dialect', async () => {
    const backend = await createRemoteBackend({ url: server.url, tokenizer, maxContext: 64, retries: 0 });
    expect(backend.id).toBe(`${options.dialect}:toy`);
    await backend.dispose();
  });
});
