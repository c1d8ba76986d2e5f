import { inspect } from 'node:util';
import { attribute, defineReplacer } from '@reagent/core';
import { createToyBackend } from '@reagent/testing';
import { expect, it, vi } from 'vitest';
import { createRemoteBackend } from '../src/index.ts';
import { startToyServer } from './toy-server/toy-server.ts';
import { ToyError } from './toy-server/toy-host.ts';

const key = 'planted-key/with+signs="7f3a"';
const { tokenizer } = createToyBackend();
const replacer = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

it('a key is sent, and is in no log, error or result', async () => {
  const said: unknown[] = [];
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const spies = methods.map((method) =>
    vi.spyOn(console, method).mockImplementation((...all) => void said.push(...all)),
  );
  let failing = false;
  const server = await startToyServer({
    ...{ dialect: 'vllm', apiKey: key },
    instead({ authorization, path }) {
      // Servers and gateways quote what they were sent.
      if (failing)
        throw new ToyError(path.includes('completions') ? 400 : 500, {
          error: { message: `you sent ${authorization} and ${encodeURIComponent(key)}` },
        });
      return undefined;
    },
  });
  const options = { url: server.url, tokenizer, maxContext: 64, retries: 1, retryDelay: 0 };
  const backend = await createRemoteBackend({ ...options, apiKey: key });
  said.push(
    await attribute({ backend, replacer, stopping: null, text: 'The capital of France is', limits: { steps: 3 } }),
  );
  failing = true;
  const refused = await backend.predict({ context: [1, 2], k: 1 }).catch((reason: unknown) => reason);
  said.push(refused, await createRemoteBackend({ ...options, apiKey: key }).catch((reason: unknown) => reason));
  failing = false;
  said.push(await createRemoteBackend({ ...options, apiKey: `${key}!` }).catch((reason: unknown) => reason));
  said.push(await createRemoteBackend({ ...options, apiKey: `${key}\n` }).catch((reason: unknown) => reason));
  await backend.dispose();
  await server.close();
  spies.forEach((spy) => spy.mockRestore());

  expect(server.requests.every(({ authorization }) => authorization?.startsWith(`Bearer ${key}`))).toBe(true);
  expect(refused).toMatchObject({ message: expect.stringMatching(/you sent Bearer \*\*\* and \*\*\*/u) });
  const all = said
    .map((each) => `${inspect(each, { depth: 20, showHidden: true })} ${JSON.stringify(each)}`)
    .join('\n');
  for (const form of [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)]) expect(all).not.toContain(form);
});
