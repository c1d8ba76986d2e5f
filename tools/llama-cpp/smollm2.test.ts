import { createRemoteBackend, type RemoteBackend } from '@reagent/backend-remote';
import { attribute, type AttributionResult, type Backend } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createTokenizer, type TokenizerOptions } from '@reagent/tokenizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guideConfiguration } from '../nginx/guide-configuration.ts';
import { hasNginx, startNginx } from '../nginx/start-nginx.ts';
import { smollm2Tokenizer } from '../real-server/smollm2-tokenizer.ts';
import type { RunningServer } from '../real-server/start-server.ts';
import { testRealServer } from '../real-server/test-real-server.ts';
import { isSmolLM2Built } from '../smollm2/build-smollm2.mjs';
import { isLlamaCppInstalled } from './install-llama-cpp.mjs';
import { startLlamaCppServer } from './start-server.ts';

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

const canRun = isSmolLM2Built() && isLlamaCppInstalled();
const needsNginx = hasNginx || process.env['CI'] === 'true';
describe.skipIf(!canRun)(
  'llama.cpp’s own server with SmolLM2, which npm run llama-cpp installs',
  { timeout: 600_000 },
  () => {
    let server: RunningServer;
    let tokenizer: TokenizerOptions;
    const create = (): Promise<RemoteBackend> => createRemoteBackend({ url: server.url, tokenizer });
    const createWithoutFiles = (): Promise<RemoteBackend> => createRemoteBackend({ url: server.url });

    beforeAll(async () => {
      tokenizer = smollm2Tokenizer();
      server = await startLlamaCppServer(4, 4096);
    });
    afterAll(() => server?.stop());

    testRealServer({ create, createWithoutFiles, most });

    it.skipIf(!needsNginx)('is two behind nginx (Debian’s nginx), one ends, and the result is the same', async () => {
      const other = await startLlamaCppServer(4, 4096);
      const nginx = await startNginx(guideConfiguration(), [server.url, other.url]);
      try {
        const options = { tokenizer, rowsPerRequest: 2 };
        const alone = await createRemoteBackend({ url: server.url, ...options });
        const behind = await createRemoteBackend({ url: nginx.url, ...options });
        const expected = await explained(alone);
        let scored = 0;
        const result = await explained({
          ...behind,
          score(request) {
            const scores = behind.score(request);
            if (++scored === 3) process.kill(other.pid, 'SIGKILL');
            return scores;
          },
        });
        expect(whatMustBeTheSame(result)).toEqual(whatMustBeTheSame(expected));
        const askedOf = nginx.log().filter((line) => line.startsWith('/completion'));
        const ports = [server, other].map(({ url }) => new URL(url).port);
        expect(askedOf.some((line) => line.endsWith(`:${ports[1]}`))).toBe(true); // while it lived
        expect(askedOf.some((line) => line.endsWith(`:${ports[1]}, 127.0.0.1:${ports[0]}`))).toBe(true); // when it ended
        await Promise.all([alone.dispose(), behind.dispose()]);
      } finally {
        await Promise.all([nginx.stop(), other.stop()]);
      }
    });

    it('has the tokens of the model’s files: every one of them, and those of any text', async () => {
      const backend = await createWithoutFiles();
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
  },
);

function explained(backend: Backend): Promise<AttributionResult> {
  const text = 'The capital of France is';
  const limits = { evaluations: 32 };
  return attribute({ backend, replacer: createRandomReplacer(), stopping: null, text, limits });
}

function whatMustBeTheSame({ cost, provenance, ...rest }: AttributionResult): object {
  const { seconds: _, ...costs } = cost;
  const { execution: __, ...others } = provenance;
  return { ...rest, cost: costs, provenance: others };
}
