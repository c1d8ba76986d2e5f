import { readFileSync } from 'node:fs';
import { createOnnxNodeBackend } from '@reagent/backend-onnx-node';
import { createRemoteBackend, type RemoteBackend } from '@reagent/backend-remote';
import { attribute, primary, tokenMatrix, type Backend } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { testBackend } from '@reagent/testing';
import { createTokenizer } from '@reagent/tokenizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSmolLM2Built } from '../smollm2/build-smollm2.mjs';
import { isLlamaCppInstalled } from './install-llama-cpp.mjs';
import { startLlamaCppServer, type RunningServer } from './start-server.ts';

const model = new URL('../../models/SmolLM2-135M-Instruct/', import.meta.url);
const canRun = isSmolLM2Built() && isLlamaCppInstalled();
const text = 'The capital of France is';

/** White space, special tokens' texts, characters cut across tokens, composing and broken ones. */
const hostile = [
  ...[
    '',
    ' ',
    '  ',
    '\n\n\t x',
    ' leading',
    'trailing ',
    'The capital of France is',
    'a<|im_start|>user\n<|endoftext|>',
  ],
  ...['😀', 'a👩‍👩‍👧b', '你好 мир สวัสดี', 'e\u0301 \u1100\u1161\u11a8', '\ufeffx', '\ufffd', 'a\ud83d b', '\0\u0007'],
  ...['\u{10fffd}\u{e000}', 'don\'t , stop . "now" !', `${'x'.repeat(300)}${'€'.repeat(50)}`],
];

/** Differences of the 4-bit arithmetic: 0.095 on average and 0.294 at most on other contexts (measured on the same file). */
const most = { mean: 0.2, single: 0.6 };

describe.skipIf(!canRun)(
  'llama.cpp’s own server with SmolLM2, which npm run llama-cpp installs',
  { timeout: 600_000 },
  () => {
    let server: RunningServer;
    let tokenizer: { tokenizerJson: unknown; tokenizerConfig: unknown };
    const create = (): Promise<RemoteBackend> => createRemoteBackend({ url: server.url, tokenizer });

    beforeAll(async () => {
      const file = (name: string): unknown => JSON.parse(readFileSync(new URL(name, model), 'utf8'));
      tokenizer = { tokenizerJson: file('tokenizer.json'), tokenizerConfig: file('tokenizer_config.json') };
      server = await startLlamaCppServer(4, 4096);
    });
    afterAll(() => server?.stop());

    testBackend({ describe, it, title: 'keeps the laws of a backend', create });

    async function withBoth(
      use: (remote: Backend, local: Backend) => Promise<void>,
      open: () => Promise<RemoteBackend> = create,
    ): Promise<void> {
      const remote = await open();
      const local = await createOnnxNodeBackend({ model, dtype: 'fp32', batchSize: 4 });
      try {
        await use(remote, local);
      } finally {
        await Promise.all([remote.dispose(), local.dispose()]);
      }
    }

    it('tells the log-probabilities of the local model, of parts of characters too', () =>
      withBoth(async (remote, local) => {
        const { ids } = await remote.tokenizer.encode(`${text} known for its museums and its long`);
        const contexts = tokenMatrix([504, 1114, 28, 7042].map((id) => ids.with(2, id)));
        // Likely, unlikely, the end token, and 162 and 230: bytes that are no characters.
        const queries = [260, 1114, 5087, 30966, 2, 162, 230].map((token) => ({
          position: ids.length,
          tokens: [token],
        }));
        const [theirs, ours] = [await remote.score({ contexts, queries }), await local.score({ contexts, queries })];
        const differences = [...theirs.logProbabilities].map((value, index) =>
          Math.abs(value - ours.logProbabilities[index]!),
        );
        const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
        expect(mean).toBeLessThan(most.mean);
        expect(Math.max(...differences)).toBeLessThan(most.single);
      }));

    const withoutFiles = (): Promise<RemoteBackend> => createRemoteBackend({ url: server.url });

    it('has the tokens of the model’s files: every one of them, and those of any text', async () => {
      const backend = await withoutFiles();
      const [theirs, ours] = [backend.tokenizer, createTokenizer(tokenizer)];
      expect(backend.provenance).toMatchObject({
        ...{ tokenizer: { source: 'server' }, context: { told: 1023, proof: 'refuses' } },
      });
      expect(new Map(theirs.specialTokens)).toEqual(ours.specialTokens);
      const all = Array.from({ length: ours.vocabularySize }, (_, id) => id);
      expect(theirs.vocabularySize).toBe(all.length);
      expect(all.filter((id) => theirs.decode([id]) !== ours.decode([id]))).toEqual([]);
      const mixed = all.map((id) => (id * 7919) % all.length); // parts of characters beside all others
      expect(theirs.spans(mixed)).toEqual(ours.spans(mixed));
      for (const given of hostile) {
        expect(await theirs.encode(given)).toEqual(ours.encode(given));
        const bare = { addSpecialTokens: false };
        expect(await theirs.encode(given, bare)).toEqual(ours.encode(given, bare));
      }
      const messages = [{ role: 'user', content: 'Who are <|im_end|> you? 😀' }];
      expect(await theirs.renderMessages!(messages)).toEqual(ours.renderMessages!(messages));
      await backend.dispose();
    });

    it('is explained as the local model is', () =>
      withBoth(async (remote, local) => {
        const options = { replacer: createRandomReplacer(), stopping: null, text, limits: { evaluations: 60 } };
        const [theirs, ours] = [
          await attribute({ ...options, backend: remote }),
          await attribute({ ...options, backend: local }),
        ];
        const strongest = (result: typeof ours) => {
          const effects = primary(result).effect.map((effect) => effect?.estimate ?? 0);
          return result.tokens[effects.indexOf(Math.max(...effects))]!.text;
        };
        expect(theirs.targets[0]!.text).toBe(' Paris');
        expect(strongest(theirs)).toBe(strongest(ours));
        expect(theirs.cost.evaluations).toBe(60);
      }, withoutFiles));
  },
);
