import {
  attribute,
  defineReplacer,
  randomStream,
  ReagentError,
  tokenMatrix,
  type AttributionResult,
} from '@reagent/core';
import { createToyBackend } from '@reagent/testing';
import { createTokenizer } from '@reagent/tokenizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRemoteBackend, type RemoteBackend } from '../src/index.ts';
import { faults, startFaultProxy, type Fault, type FaultProxy } from './fault-proxy.ts';
import { modelFiles } from './toy-server/model-files.ts';
import { startToyServer, type ToyServer } from './toy-server/toy-server.ts';

const { tokenizer } = createToyBackend();
const replacer = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);
const schedules = 500; // for each of two dialects

describe.each(['llama.cpp', 'vllm'] as const)('faults on the way to %s', (dialect) => {
  let server: ToyServer;
  let proxy: FaultProxy;
  let backend: RemoteBackend;
  let right: string;

  const explain = () =>
    attribute({ backend, replacer, stopping: null, text: 'capital of France is', limits: { evaluations: 12 } });

  beforeAll(async () => {
    server = await startToyServer({ dialect });
    proxy = await startFaultProxy(server.url);
    const options = { url: proxy.url, tokenizer, maxContext: 64, timeoutSeconds: 2, retries: 3, retryDelay: 0 };
    backend = await createRemoteBackend({ ...options, rowsPerRequest: 4 });
    right = numbersOf(await explain());
  });
  afterAll(async () => {
    await backend.dispose();
    await proxy.close();
    await server.close();
  });

  it.each(faults)('one of %s is mended by asking again', async (fault) => {
    proxy.schedule = [fault, 'none', fault];
    expect(numbersOf(await explain())).toBe(right);
  });

  it(`${schedules} random schedules end in the right result or in a clear error`, { timeout: 300_000 }, async () => {
    let recovered = 0;
    for (let seed = 0; seed < schedules; seed++) {
      proxy.schedule = randomSchedule(seed);
      const outcome = await explain().catch((error: unknown) => error);
      if (ReagentError.isInstance(outcome)) expect(outcome.code).toBe('SERVER_FAILED');
      else {
        expect(numbersOf(outcome as AttributionResult)).toBe(right);
        recovered += 1;
      }
    }
    expect(recovered / schedules).toBeGreaterThanOrEqual(0.7);
  });

  it('keeps what has been paid for: a call that failed asks only for the rest', async () => {
    const contexts = tokenMatrix([1, 2, 3, 4, 5, 6, 7, 8].map((id) => [id, 2, 3, 4]));
    const request = { contexts, queries: [{ position: 4, tokens: [9] }] };
    const expected = await backend.score(request);
    // Two requests of four rows; one of them, whichever comes first, fails for good.
    proxy.schedule = ['other-form', 'none', 'other-form', 'other-form', 'other-form'];
    await expect(backend.score(request)).rejects.toMatchObject({ code: 'SERVER_FAILED' });
    proxy.schedule = [];
    const before = server.requests.length;
    expect(await backend.score(request)).toEqual(expected);
    expect(server.requests.length - before).toBe(1);
  });
});

it.each(['llama.cpp', 'vllm'] as const)(
  '%s: tokens are read right on a bad day, or a clear error ends the start',
  async (dialect) => {
    const server = await startToyServer({ dialect, vocabulary: 'smollm' });
    const proxy = await startFaultProxy(server.url);
    const expected = createTokenizer(modelFiles('smollm'));
    const all = Array.from({ length: expected.vocabularySize }, (_, id) => id);
    let recovered = 0;
    for (let seed = 0; seed < 8; seed++) {
      const schedule = [...randomSchedule(seed), ...randomSchedule(1000 + seed)];
      proxy.schedule = schedule.map((fault) => (fault === 'endless' ? 'cut' : fault));
      const outcome = await createRemoteBackend({ url: proxy.url, timeoutSeconds: 2, retries: 3, retryDelay: 0 }).catch(
        (error: unknown) => error,
      );
      if (ReagentError.isInstance(outcome)) {
        expect(['SERVER_FAILED', 'UNSUPPORTED', 'VOCABULARY_MISMATCH']).toContain(outcome.code);
        continue;
      }
      proxy.schedule = [];
      const { tokenizer: read, dispose } = outcome as RemoteBackend;
      expect(read.spans(all)).toEqual(expected.spans(all));
      expect(await read.encode('the river 😀')).toEqual(expected.encode('the river 😀'));
      await dispose();
      recovered += 1;
    }
    await proxy.close();
    await server.close();
    expect(recovered).toBeGreaterThanOrEqual(4);
  },
);

/** All that does not tell of times. */
function numbersOf({ provenance, cost, ...result }: AttributionResult): string {
  return JSON.stringify({ ...result, evaluations: cost.evaluations, backend: provenance.backend });
}

/** Most requests meet nothing, as on a bad day; endless ones are rare, since each takes the whole timeout. */
function randomSchedule(seed: number): Fault[] {
  const random = randomStream({ seed, probe: 0, step: 0, purpose: 'mask' });
  return Array.from({ length: 24 }, () => {
    const fault = random.integer(100) < 35 ? (faults[random.integer(faults.length)] as Fault) : 'none';
    return fault === 'endless' && random.integer(10) > 0 ? 'cut' : fault;
  });
}
