import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { row, tokenMatrix, type LocalBackend } from '@reagent/core';
import { createTinyModels } from '@reagent/tiny';

export interface TinyServer {
  readonly url: string;
  /** The `Authorization` of each request. */
  readonly keys: readonly (string | undefined)[];
  close(): Promise<void>;
}

interface Body {
  readonly content: string;
  readonly add_special: boolean;
  readonly tokens: readonly number[];
  readonly prompt: readonly (readonly number[])[];
  readonly n_probs: number;
  readonly logit_bias: readonly (readonly [number, number])[];
}

const tooLong = {
  error: { code: 400, message: 'the request exceeds the available context size', type: 'exceed_context_size_error' },
};

/** [id] the bytes of the tiny model's tokens: printable Latin-1 stands for itself, other bytes for U+0100 and on. */
const pieces: readonly (readonly number[])[] = (() => {
  const file = new URL('../../../packages/tiny/models/causal-lm/tokenizer.json', import.meta.url);
  const { model } = JSON.parse(readFileSync(file, 'utf8')) as { model: { vocab: Record<string, number> } };
  const isPlain = (byte: number): boolean => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  const others = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !isPlain(byte));
  const byteOf = (code: number): number => (code < 0x100 ? code : (others[code - 0x100] as number));
  const list: number[][] = [];
  for (const [token, id] of Object.entries(model.vocab)) {
    list[id] = Array.from(token, (character) => byteOf(character.codePointAt(0) as number));
  }
  return list;
})();

/** The tiny model behind the routes of llama.cpp's server that an explanation needs. */
export async function startTinyServer(): Promise<TinyServer> {
  const models = await createTinyModels({ threads: 1 });
  const keys: (string | undefined)[] = [];
  const server = createServer((message, response) => {
    void (async () => {
      keys.push(message.headers.authorization);
      let text = '';
      for await (const chunk of message) text += String(chunk);
      const body = text === '' ? {} : JSON.parse(text);
      const isLong = body.prompt?.some((ids: number[]) => ids.length >= models.backend.supports.maxContext);
      const answer = isLong ? tooLong : await answerOf(models.backend, message.url ?? '', body);
      response.writeHead(answer === null ? 404 : isLong ? 400 : 200).end(JSON.stringify(answer));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await models.dispose();
    },
  };
}

async function answerOf(backend: LocalBackend, path: string, body: Partial<Body>): Promise<unknown> {
  const { tokenizer, supports } = backend;
  if (path === '/props') return { default_generation_settings: { n_ctx: supports.maxContext }, total_slots: 1 };
  if (path === '/v1/models') {
    return { data: [{ id: 'tiny', meta: { n_vocab: tokenizer.vocabularySize, n_params: 1 } }] };
  }
  if (path === '/tokenize') {
    return { tokens: tokenizer.encode(body.content ?? '', { addSpecialTokens: body.add_special === true }).ids };
  }
  if (path === '/detokenize') return { content: tokenizer.decode(body.tokens ?? []) };
  return path === '/completion' ? completions(backend, body as Body) : null;
}

async function completions(backend: LocalBackend, { prompt, n_probs, logit_bias }: Body): Promise<unknown> {
  const made = logit_bias[0]?.[0] ?? 0;
  const special = new Set(backend.tokenizer.specialTokens.values());
  const rows = await Promise.all(
    prompt.map(async (ids, index) => {
      const contexts = tokenMatrix([ids]);
      const queries = [{ position: row(contexts, 0).length, tokens: [made] }];
      const { distributions = [] } = await backend.score({ contexts, queries, want: { distribution: true } });
      const entry = (id: number) => ({ id, logprob: distributions[id], bytes: special.has(id) ? [] : pieces[id] });
      const order = Array.from(distributions.keys()).sort((a, b) => distributions[b]! - distributions[a]!);
      const own = { ...entry(made), top_logprobs: order.slice(0, n_probs).map(entry) };
      return { index, tokens: [made], completion_probabilities: [own] };
    }),
  );
  return rows.length === 1 ? rows[0] : rows;
}
