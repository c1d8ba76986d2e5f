import { ReagentError } from '@reagent/core';
import * as z from 'zod';
import { brokenAnswer } from '../client/failure.ts';
import type { Server } from '../client/client.ts';
import type { ServerFacts, ServerVocabulary } from '../dialect.ts';
import { reader } from './reader.ts';

const listSchema = z.object({
  completion_probabilities: z.tuple([
    z.object({ top_logprobs: z.array(z.object({ id: z.int(), bytes: z.array(z.int().min(0).max(255)) })) }),
  ]),
});
const textSchema = z.object({ content: z.string() });

/**
 * All tokens, by one answer that tells all of them as probable ones, with their bytes. Control tokens have none there:
 * their texts are told by `/detokenize`.
 */
export async function llamaCppVocabulary(
  server: Server,
  { vocabularySize }: ServerFacts,
  tokenize: (text: string) => Promise<readonly number[]>,
): Promise<ServerVocabulary> {
  if (vocabularySize === null) throw unsupported('does not tell how many tokens its model has');
  const plain = (await tokenize('a')).at(-1) ?? 0;
  const pieces = [...(await allPieces(server, vocabularySize, plain))];
  const silent = [...pieces.keys()].filter((id) => pieces[id]?.length === 0);
  const texts = await textsOf(server, silent, (await tokenize('\n')).at(-1) ?? 0);
  const special = silent.filter((_, index) => texts[index] !== '');
  if (special.length === 0) throw unsupported('shows special tokens like all others (it was started with --special)');
  silent.forEach((id, index) => (pieces[id] = new TextEncoder().encode(texts[index])));
  return { pieces, special };
}

function allPieces(server: Server, size: number, plain: number): Promise<readonly Uint8Array[]> {
  const body = {
    ...{ prompt: [[plain]], n_predict: 1, temperature: 0, n_probs: size, post_sampling_probs: false },
    ...{ logit_bias: [[plain, 1000]], response_fields: ['completion_probabilities'] },
  };
  const read = reader(listSchema, ({ completion_probabilities: [{ top_logprobs: list }] }) => {
    const found = new Map(list.map(({ id, bytes }) => [id, Uint8Array.from(bytes)]));
    return Array.from({ length: size }, (_, id) => {
      const piece = found.get(id);
      if (piece === undefined) throw brokenAnswer(`all ${size} tokens were asked for and token ${id} did not come`);
      return piece;
    });
  });
  return server.post('/completion', body, (json) => read(Array.isArray(json) ? json[0] : json), 2);
}

/** Each with a line break after it; alone, where one of them has a line break of its own. */
async function textsOf(server: Server, ids: readonly number[], lineBreak: number): Promise<readonly string[]> {
  const decode = (tokens: readonly number[]): Promise<string> =>
    server.post(
      '/detokenize',
      { tokens },
      reader(textSchema, ({ content }) => content),
    );
  const texts = (await decode(ids.flatMap((id) => [id, lineBreak]))).split('\n').slice(0, -1);
  return texts.length === ids.length ? texts : Promise.all(ids.map((id) => decode([id])));
}

function unsupported(what: string): ReagentError {
  return new ReagentError(
    'UNSUPPORTED',
    `the server (llama.cpp) ${what}, so that its tokenizer cannot be read: give tokenizer, the parsed tokenizer.json of its model`,
  );
}
