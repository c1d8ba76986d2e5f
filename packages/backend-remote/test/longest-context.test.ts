import { describe, expect, it } from 'vitest';
import { createRemoteBackend, type RemoteBackendOptions } from '../src/index.ts';
import type { ToyServerOptions } from './toy-server/toy-host.ts';
import { startToyServer, type ToyServer } from './toy-server/toy-server.ts';
import { createToyTokenizer } from '@reagent/testing';

const tokenizer = createToyTokenizer();

/** The context that was found, and the longest that was sent for it. */
async function found(options: ToyServerOptions, more: Partial<RemoteBackendOptions> = {}) {
  const server = await startToyServer(options);
  try {
    const backend = await createRemoteBackend({ url: server.url, tokenizer, retries: 0, ...more });
    await backend.dispose();
    const { proof } = backend.provenance!['context'] as { proof: string };
    return { maxContext: backend.supports.maxContext, proof, rows: longRows(server) };
  } finally {
    await server.close();
  }
}

/** Contexts of 32 tokens and more. */
function longRows({ requests }: ToyServer): readonly number[] {
  const rows = requests
    .filter(({ path }) => !path.includes('tokenize'))
    .flatMap(({ body }) => (body?.prompt ?? body?.input_ids ?? []) as number[][]);
  return rows.map(({ length }) => length).filter((length) => length >= 32);
}

describe('the longest context', () => {
  it.each(['llama.cpp', 'vllm', 'sglang'] as const)(
    'of %s is what it says where it refuses one token more',
    async (dialect) => expect(await found({ dialect })).toEqual({ maxContext: 64, proof: 'refuses', rows: [65] }),
  );

  it.each(['llama.cpp', 'vllm', 'sglang'] as const)('of %s that is beyond sense is not built', (dialect) =>
    expect(found({ dialect, maxContext: 40, says: 2 ** 40 })).rejects.toMatchObject({
      ...{ code: 'UNSUPPORTED', message: expect.stringMatching(/^a context of 109951162777\d tokens/u) },
    }),
  );

  it('may be wished for shorter', async () =>
    expect(await found({ dialect: 'vllm' }, { maxContext: 40 })).toEqual({
      maxContext: 40,
      proof: 'refuses',
      rows: [65],
    }));

  it('of a server that says nothing is the one that is given, if it is read as a whole', async () =>
    expect(await found({ dialect: 'truncated' }, { maxContext: 48 })).toEqual({
      ...{ maxContext: 48, proof: 'reads', rows: [48, 48, 48, 48] },
    }));

  it('is not tried where the budget of tokens does not reach so far', async () =>
    expect(await found({ dialect: 'vllm', maxContext: 4000 }, { budget: { tokens: 1000 } })).toEqual({
      ...{ maxContext: 4000, proof: 'none', rows: [] },
    }));

  it('costs no tokens where it is refused', async () => {
    const server = await startToyServer({ dialect: 'vllm', maxContext: 4000 });
    const backend = await createRemoteBackend({ url: server.url, tokenizer, retries: 0 });
    expect(longRows(server)).toEqual([4001]);
    expect(backend.spent.tokens).toBeLessThan(1000);
    await backend.dispose();
    await server.close();
  });

  it('is wrong where the server takes less', () =>
    expect(found({ dialect: 'truncated', maxContext: 40 }, { maxContext: 48 })).rejects.toMatchObject({
      ...{ code: 'UNSUPPORTED', message: expect.stringMatching(/refuses a context of 48 tokens/u) },
    }));

  it.each([
    ['llama.cpp', 'beginning', 1],
    ['vllm', 'beginning', 1],
    ['sglang', 'end', 48],
    ['truncated', 'end', 48],
  ] as const)('of %s that cuts the %s in silence is refused', async (dialect, cuts, place) => {
    const says = dialect === 'truncated' ? {} : { says: 48 };
    await expect(found({ dialect, cuts, maxContext: 40, ...says }, { maxContext: 48 })).rejects.toMatchObject({
      ...{
        code: 'UNSUPPORTED',
        message: expect.stringMatching(new RegExp(`48 tokens whatever token ${place} is`, 'u')),
      },
    });
  });

  it('of a server that cuts what is longer, and only that, is what it says', async () =>
    expect(await found({ dialect: 'llama.cpp', cuts: 'beginning' })).toMatchObject({ maxContext: 64, proof: 'reads' }));
});
