import { attribute, defineReplacer, estimate, ReagentError, tokenMatrix, type Backend } from '@reagent/core';
import { createToyBackend, createToyTokenizer, toyWords } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { vllmDialect } from '../src/dialects/vllm.ts';
import { createRemoteBackend, type Dialect, type RemoteBackend, type RemoteBackendOptions } from '../src/index.ts';
import type { ToyServerOptions } from './toy-server/toy-host.ts';
import { startToyServer, type ToyServer } from './toy-server/toy-server.ts';

const toy = createToyBackend();
const { tokenizer } = toy;
const text = 'The capital of France is';
const ids = tokenizer.encode(text).ids;
const word = (name: string): number => toyWords.indexOf(name);

async function withToy(
  options: ToyServerOptions,
  use: (backend: RemoteBackend, server: ToyServer) => Promise<void>,
  more: Partial<RemoteBackendOptions> = {},
): Promise<void> {
  const server = await startToyServer(options);
  try {
    const backend = await createRemoteBackend({ url: server.url, tokenizer, maxContext: 64, retries: 0, ...more });
    await use(backend, server);
    await backend.dispose();
  } finally {
    await server.close();
  }
}

const opened = (options: ToyServerOptions, more: Partial<RemoteBackendOptions> = {}) =>
  withToy(options, async () => {}, more);

async function logProbabilities(backend: Backend, tokens: readonly number[]): Promise<number[]> {
  const queries = tokens.map((token) => ({ position: ids.length, tokens: [token] }));
  return [...(await backend.score({ contexts: tokenMatrix([ids]), queries })).logProbabilities];
}

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

describe('what servers are known for', () => {
  it('parts of characters, of which llama.cpp tells nothing, get their log-probabilities', async () => {
    const partial = [word('Paris'), word('river'), word('Rome')];
    const expected = await logProbabilities(toy, partial);
    await withToy({ dialect: 'llama.cpp', partial }, async (backend, server) => {
      const before = server.requests.length;
      (await logProbabilities(backend, partial)).forEach((value, index) =>
        expect(value).toBeCloseTo(expected[index]!, 5),
      );
      expect(server.requests.length - before).toBe(9); // each: the token, a plain one, both
      const [first] = await backend.predict({ context: ids, k: 1 }); // the first choice is one
      expect(first!.token).toBe(word('Paris'));
    });
  });

  it.each([1, 2, 9])('a list of %i contexts is answered right', (rows) =>
    withToy({ dialect: 'llama.cpp' }, async (backend) => {
      const contexts = tokenMatrix(Array.from({ length: rows }, (_, index) => ids.with(1, index)));
      const request = { contexts, queries: [{ position: ids.length, tokens: [3] }] };
      const [own, other] = [await backend.score(request), await toy.score(request)];
      own.logProbabilities.forEach((value, index) => expect(value).toBeCloseTo(other.logProbabilities[index]!, 12));
    }),
  );

  it('an empty row is refused here, and never sent', () =>
    withToy({ dialect: 'llama.cpp' }, async (backend, server) => {
      const before = server.requests.length;
      await expect(backend.predict({ context: [], k: 1 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect(server.requests.length).toBe(before);
    }));

  it.each(['llama.cpp', 'vllm'] as const)('%s: a vocabulary smaller than the tokenizer’s is refused', (dialect) => {
    const more = { tokenizer: createToyTokenizer({ words: [...toyWords, 'more'] }) };
    return expect(opened({ dialect }, more)).rejects.toMatchObject({ code: 'VOCABULARY_MISMATCH' });
  });

  it('one bad row fails its call with the server’s words, and no other call', () => {
    const refuse = (request: { body?: { prompt?: unknown } }): void => {
      const { prompt } = request.body ?? {};
      if (JSON.stringify(prompt)?.includes('[5,5,5]')) throw new Error('Prompt contains invalid tokens');
    };
    return withToy({ dialect: 'vllm', instead: refuse }, async (backend) => {
      const ask = (rows: number[][]) =>
        backend.score({ contexts: tokenMatrix(rows), queries: [{ position: 3, tokens: [1] }] });
      await expect(
        ask([
          [1, 2, 3],
          [5, 5, 5],
        ]),
      ).rejects.toThrow(/Prompt contains invalid tokens/u);
      expect((await ask([[1, 2, 3]])).logProbabilities).toHaveLength(1);
    });
  });

  it('log-probabilities after sampling processors are refused, with the flag that helps', () =>
    expect(opened({ dialect: 'vllm', processed: true })).rejects.toMatchObject({
      ...{ code: 'UNSUPPORTED', message: expect.stringMatching(/--logprobs-mode raw_logprobs/u) },
    }));

  it('a server that tells nothing of whole characters either is refused', () => {
    const partial = [...tokenizer.specialTokens.values(), ...toyWords.keys()];
    return expect(opened({ dialect: 'llama.cpp', partial })).rejects.toMatchObject({
      ...{ code: 'UNSUPPORTED', message: expect.stringMatching(/tells nothing of token/u) },
    });
  });

  it('a server that forces nothing is refused', () => {
    const instead = ({ path }: { path: string }) =>
      path === '/completion'
        ? { index: 0, tokens: [4], completion_probabilities: [{ id: 4, logprob: -1, top_logprobs: [] }] }
        : undefined;
    return expect(opened({ dialect: 'llama.cpp', instead })).rejects.toMatchObject({
      ...{ code: 'UNSUPPORTED', message: expect.stringMatching(/was asked for and 4 came/u) },
    });
  });
});

describe('what a server can do', () => {
  it('is told before a run: a contrast costs two requests where one token is forced a request', async () => {
    const costs: (number | null)[] = [];
    for (const dialect of ['llama.cpp', 'vllm'] as const) {
      await withToy({ dialect }, async (backend, server) => {
        const options = { backend, replacer: uniform, stopping: null, text, target: 'Paris', insteadOf: 'Rome' };
        costs.push((await estimate({ ...options, limits: { steps: 5, evaluations: null } })).evaluations);
        const before = server.requests.length;
        const queries = [word('Paris'), word('Rome')].map((token) => ({ position: ids.length, tokens: [token] }));
        await backend.score({
          contexts: tokenMatrix([ids]),
          queries: dialect === 'vllm' ? [{ position: ids.length, tokens: [word('Paris'), word('Rome')] }] : queries,
        });
        expect(server.requests.length - before).toBe(dialect === 'vllm' ? 1 : 2);
      });
    }
    expect(costs[0]).toBe(2 * costs[1]!);
  });

  it('is found by asking, not believed: a route that is not there is not used', () =>
    withToy({ dialect: 'vllm', instead: ({ body }) => withoutFollow(body) }, async (backend) => {
      expect(backend.supports).toMatchObject({ rank: 'topK', maxTopK: 20, queriesPerPass: 1 });
    }));

  it.each(['llama.cpp', 'vllm', 'sglang'] as const)('%s explains as the model itself does', (dialect) =>
    withToy({ dialect }, async (backend) => {
      const options = { replacer: uniform, stopping: null, text, limits: { evaluations: 60 } };
      const own = await attribute({ ...options, backend });
      const other = await attribute({ ...options, backend: createToyBackend({ supports: { logits: false } }) });
      own.importance[0]!.forEach((value, index) => expect(value).toBeCloseTo(other.importance[0]![index]!, 9));
      own.effect[0]!.forEach((effect, index) =>
        expect(effect?.estimate ?? 0).toBeCloseTo(other.effect[0]![index]?.estimate ?? 0, 6),
      );
    }),
  );

  it('is asked for no more of the best tokens than are needed', () =>
    withToy({ dialect: 'llama.cpp' }, async (backend, server) => {
      const request = { contexts: tokenMatrix([ids]), queries: [{ position: ids.length, tokens: [5] }] };
      for (const topK of [undefined, 3]) await backend.score({ ...request, ...(topK === undefined ? {} : { topK }) });
      expect(server.requests.slice(-2).map(({ body }) => body.n_probs)).toEqual([1, 3]);
    }));

  it('reads anew what begins otherwise, and reuses what does not', () =>
    withToy({ dialect: 'llama.cpp' }, async (backend, server) => {
      for (const place of [1, 4]) {
        const contexts = tokenMatrix([ids, ids.with(place, 7)]);
        await backend.score({ contexts, queries: [{ position: ids.length, tokens: [5] }] });
      }
      expect(server.requests.slice(-2).map(({ body }) => body.cache_prompt)).toEqual([false, true]);
    }));

  it('asks about all tokens of an answer in one request a row, where it follows rows', () =>
    withToy({ dialect: 'vllm' }, async (backend, server) => {
      const before = server.requests.length;
      const queries = [2, 3, 4, 5].map((position) => ({ position, tokens: [ids[position]!] }));
      const row = { contexts: tokenMatrix([ids]), queries };
      const own = await backend.score(row);
      const other = await toy.score(row);
      own.logProbabilities.forEach((value, index) => expect(value).toBeCloseTo(other.logProbabilities[index]!, 12));
      expect(server.requests.length - before).toBe(1);
    }));
});

function withoutFollow(body: { prompt_logprobs?: number } | undefined): object | undefined {
  return body?.prompt_logprobs === undefined ? undefined : { choices: [{ index: 0, prompt_logprobs: null }] };
}

describe('a dialect of one’s own', () => {
  const short: Readonly<Record<string, Partial<Dialect>>> = {
    'too few answers': { ask: async (...asked) => (await vllmDialect.ask(...asked)).slice(1) },
    'too few tokens of a row': {
      follow: async (...asked) => (await vllmDialect.follow!(...asked)).map((row) => row.slice(1)),
    },
  };

  it.each(Object.keys(short))('that returns %s breaks a rule, and is named', (what) => {
    const dialect: Dialect = { ...vllmDialect, ...short[what], name: 'mine' };
    return expect(opened({ dialect: 'vllm' }, { dialect })).rejects.toMatchObject({
      ...{ code: 'PLUGIN_BROKE_RULE', message: expect.stringMatching(/^dialect mine: /u) },
    });
  });
});

describe('a truncated server', () => {
  const options: ToyServerOptions = { dialect: 'truncated', mostBest: 5 };

  it('refuses a target outside its best', () =>
    withToy(options, async (backend) => {
      const work = attribute({ backend, replacer: uniform, stopping: null, text, target: 'old' });
      await expect(work).rejects.toMatchObject({
        code: 'UNSUPPORTED',
        message: expect.stringMatching(/only a bound/u),
      });
    }));

  it('explains one among them, with bounds where it falls out, and without intervals then', () =>
    withToy({ ...options, mostBest: 2 }, async (backend) => {
      const result = await attribute({ backend, replacer: uniform, stopping: null, text, target: 'Paris' });
      const [fit] = result.effectFit;
      expect(fit!.withheld).toBe('bounds');
      expect(fit!.bounds).toBeGreaterThan(fit!.rows / 20);
      expect(fit!.bounds).toBeLessThan(fit!.rows);
      expect(result.effect[0]!.every((effect) => effect === null || effect.low === null)).toBe(true);
    }));

  it('is no worse than it says: a bound is never below the truth', () =>
    withToy(options, async (backend) => {
      const all = [...tokenizer.specialTokens.values(), ...toyWords.keys()];
      const request = { contexts: tokenMatrix([ids]), queries: [{ position: ids.length, tokens: all }] };
      const [own, truth] = [await backend.score(request), await toy.score(request)];
      own.logProbabilities.forEach((value, index) => {
        if (own.exact![index] === 1) expect(value).toBeCloseTo(truth.logProbabilities[index]!, 12);
        else expect(value).toBeGreaterThanOrEqual(truth.logProbabilities[index]!);
      });
      expect([...own.exact!].filter((exact) => exact === 1)).toHaveLength(5);
    }));
});

describe('tokens', () => {
  it('that the server reads otherwise are refused, with a text', () => {
    const instead = ({ path }: { path: string }) => (path === '/tokenize' ? { tokens: [1, 2, 3] } : undefined);
    return expect(opened({ dialect: 'vllm', instead })).rejects.toMatchObject({
      ...{ code: 'VOCABULARY_MISMATCH', message: expect.stringMatching(/is [\d ]+ here and 1 2 3 on the server/u) },
    });
  });

  it('of a model that the server lacks are not asked for', () =>
    expect(opened({ dialect: 'vllm' }, { model: 'other' })).rejects.toMatchObject({
      ...{ code: 'MODEL_NOT_FOUND', message: expect.stringMatching(/it has: toy/u) },
    }));

  it('are told by a ReagentError that crosses a wire', async () => {
    const error: unknown = await opened({ dialect: 'vllm' }, { model: 'other' }).catch((reason: unknown) => reason);
    expect(ReagentError.isInstance(error) && ReagentError.deserialize(error.serialize()).code).toBe('MODEL_NOT_FOUND');
  });
});
