import { attribute, defineReplacer, type Encoding, type Tokenizer } from '@reagent/core';
import { testBackend } from '@reagent/testing';
import { createTokenizer } from '@reagent/tokenizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRemoteBackend, type RemoteBackend } from '../src/index.ts';
import { modelFiles, withSpacedStop } from './toy-server/model-files.ts';
import type { ToyRequest, ToyServerOptions } from './toy-server/toy-host.ts';
import { startToyServer, type ToyServer } from './toy-server/toy-server.ts';

const dialects = ['llama.cpp', 'vllm', 'sglang'] as const;
/** Byte-level, composing, with a start token, in the manner of SentencePiece; the others on one dialect. */
const vocabularies = { all: ['smollm', 'qwen2', 'llama3', 'llama2'], vllm: ['gpt2', 'opt', 'pythia', 'gemma2'] };
/** White space, special tokens' texts, characters cut across tokens, composed and composing ones, broken ones. */
const hostile: readonly string[] = [
  ...['', ' ', '  ', '\n\n\t x', ' leading', 'trailing ', 'the river', 'The  river   bank\r\n'],
  ...['<s>', 'a<s> b</s>c', '<|endoftext|>', ' <|im_start|>user\n', '<unk><mask>', '<bos>'],
  ...[
    '😀',
    'a😀b 👩‍👩‍👧',
    '你好 мир',
    'e\u0301',
    'cafe\u0301 \u1100\u1161\u11a8',
    'ﬁ ½ Å',
    '\ufeffx',
    '\ufffd',
    '\u241f',
    'x\u241fx',
  ],
  ...['a\ud83d b\ude00', '\0\u0007', '\u{10fffd}\u{e000}', '▁▁x', 'don\'t , stop . "now" !'],
];

const uniform = defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

async function withTokenizer(
  options: ToyServerOptions,
  use: (backend: RemoteBackend, server: ToyServer) => Promise<void>,
): Promise<void> {
  const server = await startToyServer(options);
  try {
    const backend = await createRemoteBackend({ url: server.url, retries: 0 });
    await use(backend, server);
    await backend.dispose();
  } finally {
    await server.close();
  }
}

async function encodings(tokenizer: Tokenizer): Promise<Encoding[]> {
  const all: Encoding[] = [];
  for (const text of hostile) {
    all.push(await tokenizer.encode(text), await tokenizer.encode(text, { addSpecialTokens: false }));
  }
  return all;
}

describe.each(dialects)('the tokenizer of %s', (dialect) => {
  it.each(dialect === 'vllm' ? [...vocabularies.all, ...vocabularies.vllm] : vocabularies.all)(
    'tells of any text and any ids what the files of %s tell',
    (vocabulary) =>
      withTokenizer({ dialect, vocabulary }, async ({ tokenizer, provenance, spent }) => {
        expect(spent.requests).toBeLessThan(120);
        const local = createTokenizer(modelFiles(vocabulary));
        expect(tokenizer.vocabularySize).toBe(local.vocabularySize);
        expect(new Map(tokenizer.specialTokens)).toEqual(local.specialTokens);
        expect(tokenizer.unusedIds).toEqual(local.unusedIds);
        expect(provenance).toMatchObject({ tokenizer: { source: 'server' } });
        const [own, theirs] = [await encodings(local), await encodings(tokenizer)];
        own.forEach((encoding, index) => expect(theirs[index]).toEqual(encoding));
        const all = Array.from({ length: local.vocabularySize }, (_, id) => id);
        expect(all.map((id) => tokenizer.decode([id]))).toEqual(all.map((id) => local.decode([id])));
        const ids = all.map((id) => (id * 101) % local.vocabularySize);
        expect(tokenizer.spans(ids)).toEqual(local.spans(ids));
        expect(tokenizer.decode(Int32Array.from(ids))).toBe(local.decode(ids));
      }),
  );
});

describe.each(['llama.cpp', 'vllm'] as const)('a conversation on %s', (dialect) => {
  const talk = [
    { role: 'system', content: 'be  user ' },
    { role: 'user', content: 'What is <|im_end|> your name? 😀' },
  ];
  const begun = [...talk, { role: 'assistant', content: 'My name is' }];

  it.each(['qwen2', 'llama3'])('has the tokens of the template of %s, told apart from the messages’', (vocabulary) =>
    withTokenizer({ dialect, vocabulary }, async ({ tokenizer }) => {
      const local = createTokenizer(modelFiles(vocabulary));
      for (const messages of [talk, begun]) {
        expect(await tokenizer.renderMessages!(messages)).toEqual(local.renderMessages!(messages));
      }
    }),
  );

  it('is refused where the model has no template', () =>
    withTokenizer({ dialect, vocabulary: 'smollm' }, async ({ tokenizer }) => {
      await expect(tokenizer.renderMessages!(talk)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    }));
});

describe.each(['llama.cpp', 'vllm'] as const)('a backend with the tokenizer of %s', (dialect) => {
  let server: ToyServer;
  beforeAll(async () => {
    server = await startToyServer({ dialect, vocabulary: 'smollm' });
  });
  afterAll(() => server.close());

  testBackend({ describe, it, create: () => createRemoteBackend({ url: server.url, retries: 0 }) });

  it('explains a text, and asks once for each text that it reads', async () => {
    const backend = await createRemoteBackend({ url: server.url, retries: 0 });
    const before = server.requests.length;
    const options = { backend, replacer: uniform, stopping: null, text: 'The river bank', limits: { evaluations: 20 } };
    const first = await attribute({ ...options, target: 'x' });
    await attribute({ ...options, target: 'x' });
    expect(first.tokens.map(({ text }) => text).join('')).toBe('The river bank');
    const read = server.requests.slice(before).filter(({ path }) => path === '/tokenize');
    expect(read.map(({ body }) => body.content ?? body.prompt)).toEqual([...new Set(read.map(({ body }) => body.content ?? body.prompt))]); // prettier-ignore
    const special = new Set(backend.tokenizer.specialTokens.values());
    const drawn = server.requests
      .slice(before)
      .flatMap(({ body }) => (Array.isArray(body?.prompt) ? body.prompt.flat() : []));
    expect(drawn.length).toBeGreaterThan(20);
    expect(drawn.filter((id: number) => special.has(id))).toEqual([]);
    await backend.dispose();
  });
});

const otherTokens = ({ path, body }: ToyRequest): unknown =>
  path === '/tokenize' && body.prompt.startsWith('The') ? { tokens: [5, 6, 7] } : undefined;

describe('a server whose tokens cannot be read', () => {
  it.each([
    [{ dialect: 'truncated' } as const, 'UNSUPPORTED', /does not tell its tokens: give tokenizer/u],
    [
      { dialect: 'vllm', vocabulary: 'smollm', without: ['/detokenize'] } as const,
      'UNSUPPORTED',
      /does not tell the texts/u,
    ],
    [
      { dialect: 'vllm', vocabulary: 'smollm', instead: otherTokens } as const,
      'VOCABULARY_MISMATCH',
      /The capital.* as 5 6 7 and tells/u,
    ],
    [{ dialect: 'llama.cpp', vocabulary: 'smollm', showsSpecial: true } as const, 'UNSUPPORTED', /--special/u],
  ])('%o is refused', async (options, code, message) => {
    const work = withTokenizer(options, async () => {});
    await expect(work).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('is asked again where its answer does not make the text, and refused where it never does', async () => {
    let broken = 0;
    const instead = ({ path, body }: ToyRequest): unknown =>
      path === '/tokenize' && body.content === 'the river' && broken-- > 0 ? { tokens: [5, 6, 7] } : undefined;
    await withTokenizer({ dialect: 'llama.cpp', vocabulary: 'smollm', instead }, async ({ tokenizer }) => {
      broken = 2;
      await expect(tokenizer.encode('the river')).rejects.toMatchObject({ code: 'VOCABULARY_MISMATCH' });
      broken = 1;
      expect(await tokenizer.encode('the river')).toEqual(createTokenizer(modelFiles('smollm')).encode('the river'));
    });
  });

  it.each([-1, 10 ** 9])('tells of token %i, which it has not, for what it is, and is asked again', async (id) => {
    let broken = 0;
    const instead = ({ path, body }: ToyRequest): unknown =>
      path === '/tokenize' && body.content === 'the river' && broken-- > 0 ? { tokens: [id] } : undefined;
    await withTokenizer({ dialect: 'llama.cpp', vocabulary: 'smollm', instead }, async ({ tokenizer }) => {
      broken = 1;
      await expect(tokenizer.encode('the river')).rejects.toMatchObject({ code: 'VOCABULARY_MISMATCH' });
      expect(await tokenizer.encode('the river')).toEqual(createTokenizer(modelFiles('smollm')).encode('the river'));
    });
  });

  it('does not lose tokens to an answer that is broken', async () => {
    const instead = ({ path, body }: ToyRequest): unknown =>
      path === '/detokenize' && body.tokens.length > 1000 ? { prompt: 5 } : undefined;
    const work = withTokenizer({ dialect: 'vllm', vocabulary: 'smollm', instead }, async () => {});
    await expect(work).rejects.toMatchObject({ code: 'SERVER_FAILED' });
  });

  it.each(['vllm', 'sglang'] as const)('%s may take spaces away where it decodes', (dialect) =>
    withTokenizer({ dialect, vocabulary: 'smollm', cleansUp: true }, async ({ tokenizer }) => {
      const local = createTokenizer(withSpacedStop(modelFiles('smollm')));
      expect(tokenizer.vocabularySize).toBe(local.vocabularySize);
      for (const given of ['it . was', '. .', 'no ?!', " don 't , "]) {
        expect(await tokenizer.encode(given)).toEqual(local.encode(given));
      }
      expect(tokenizer.decode([local.vocabularySize - 1])).toBe(' .');
    }),
  );

  it('may refuse ids beyond its vocabulary', () =>
    withTokenizer({ dialect: 'vllm', vocabulary: 'smollm', refusesIds: true }, async ({ tokenizer }) => {
      expect(tokenizer.vocabularySize).toBe(createTokenizer(modelFiles('smollm')).vocabularySize);
    }));

  it('spends of the budget what it takes to read them', () =>
    withTokenizer({ dialect: 'vllm', vocabulary: 'smollm' }, async (backend, server) => {
      expect(backend.spent.requests).toBe(server.requests.length);
      const few = createRemoteBackend({ url: server.url, retries: 0, budget: { requests: 8 } });
      await expect(few).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
    }));
});
