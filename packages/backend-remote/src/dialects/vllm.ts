import { ReagentError } from '@reagent/core';
import * as z from 'zod';
import { brokenAnswer } from '../client/failure.ts';
import { nullIfUnable, type Server } from '../client/client.ts';
import type { Answer, Ask, Dialect, FollowedToken, ScoredToken } from '../dialect.ts';
import { checkedBest, checkLogProbability, inOrder, oneToken } from './check-answer.ts';
import { chooseModel } from './choose-model.ts';
import { reader, whole } from './reader.ts';
import { maxContextOf, servedModels } from './served-models.ts';
import { readTokens, tokensOfPrompt } from './told-tokens.ts';
import { vllmVocabulary } from './vllm-vocabulary.ts';

const versionSchema = z.object({ version: z.string() });

const choice = z.object({
  index: z.int(),
  logprobs: z.object({
    tokens: z.tuple([z.string()]),
    token_logprobs: z.tuple([z.number()]),
    top_logprobs: z.tuple([z.record(z.string(), z.number())]),
  }),
});
const choicesSchema = z.object({ choices: z.array(choice) });
const followed = z.record(z.string(), z.object({ logprob: z.number(), rank: z.int().positive() }));
const followSchema = z.object({
  choices: z.array(z.object({ index: z.int(), prompt_logprobs: z.array(followed.nullable()) })),
});

/** `POST /v1/completions` of vLLM: the token is forced by being the only one allowed, and the log-probabilities told are raw. */
export const vllmDialect: Dialect = {
  name: 'vllm',
  advice: 'start vLLM with --logprobs-mode raw_logprobs (its default)',
  tokensPerAsk: 128, // its limit for logprob_token_ids
  async recognise(server) {
    if ((await server.find('/version', whole(versionSchema))) === null) return false;
    const models = await server.find('/v1/models', servedModels);
    return models?.some(({ owned_by }) => owned_by === 'vllm') ?? false;
  },
  async describe(server, named) {
    const model = chooseModel(named, await server.get('/v1/models', servedModels));
    const version = await server.find('/version', whole(versionSchema));
    return {
      model: model.id,
      version: version?.version ?? null,
      maxContext: maxContextOf(model),
      vocabularySize: null,
      details: {},
    };
  },
  tokenize: tokensOfPrompt,
  async render(server, messages, { model, decode }) {
    const answered = messages.at(-1)?.role === 'assistant';
    const body = { model, messages, add_generation_prompt: !answered };
    const ids = await server.post('/tokenize', body, readTokens).catch(nullIfUnable);
    if (ids === null) return null;
    const text = decode(ids);
    const again = await tokensOfPrompt(server, text, { model, addSpecialTokens: false });
    if (again.join() === ids.join()) return text;
    throw new ReagentError(
      'UNSUPPORTED',
      'the server (vllm) reads the text of a conversation as other tokens: give text',
    );
  },
  vocabulary: (server, { model }) =>
    vllmVocabulary(server, model, {
      read: (text) => tokensOfPrompt(server, text, { model, addSpecialTokens: false }),
      readAll: (text) => tokensOfPrompt(server, text, { model, addSpecialTokens: true }),
    }),
  ask(server, ask) {
    const [token = ask.plainToken, ...others] = ask.tokens;
    return others.length > 0 ? severalTokens(server, ask) : forcedToken(server, ask, token);
  },
  async follow(server, { model, rows }) {
    const body = { model, prompt: rows, max_tokens: 1, temperature: 0, prompt_logprobs: 0 };
    const read = reader(followSchema, ({ choices }) =>
      inOrder(choices, rows.length).map(({ prompt_logprobs }, index) =>
        followedTokens(prompt_logprobs, rows[index] as readonly number[]),
      ),
    );
    return server.post('/v1/completions', body, read, costOf(rows));
  },
};

function forcedToken(server: Server, ask: Ask, token: number): Promise<readonly Answer[]> {
  return complete(server, ask, { logprobs: ask.best, allowed_token_ids: [token] }, (list, made, logProbability) => {
    if (made !== token) throw brokenAnswer(`token ${token} was asked for and ${made} came`);
    // The token that was made comes first, though it may be none of the best.
    const isExtra = list.length > ask.best;
    const best = checkedBest(isExtra ? list.filter((entry) => entry.token !== token) : list);
    return oneToken(token, logProbability, best);
  });
}

/** Beside several tokens the server tells its first choice, and none of the other best. */
function severalTokens(server: Server, ask: Ask): Promise<readonly Answer[]> {
  return complete(server, ask, { logprobs: 1, logprob_token_ids: ask.tokens }, (list) => ({
    best: null,
    tokens: ask.tokens.map((token) => {
      const found = list.find((entry) => entry.token === token);
      if (found === undefined) throw brokenAnswer(`token ${token} was asked for and is not in the answer`);
      return { logProbability: checkLogProbability(found.logProbability) };
    }),
  }));
}

function complete(
  server: Server,
  { model, contexts }: Ask,
  body: object,
  make: (list: readonly ScoredToken[], made: number, logProbability: number) => Answer,
): Promise<readonly Answer[]> {
  const common = { model, prompt: contexts, max_tokens: 1, temperature: 0, return_tokens_as_token_ids: true };
  const read = reader(choicesSchema, ({ choices }) =>
    inOrder(choices, contexts.length).map(({ logprobs: { tokens, token_logprobs, top_logprobs } }) => {
      const list = Object.entries(top_logprobs[0]).map(([key, value]) => {
        return { token: tokenOf(key), logProbability: checkLogProbability(value) };
      });
      return make(list, tokenOf(tokens[0]), token_logprobs[0]);
    }),
  );
  return server.post('/v1/completions', { ...common, ...body }, read, costOf(contexts));
}

function tokenOf(key: string): number {
  const id = /^token_id:(\d+)$/u.exec(key)?.[1];
  if (id === undefined) throw brokenAnswer(`tokens were asked for as ids and came as ${JSON.stringify(key)}`);
  return Number(id);
}

function followedTokens(
  told: readonly (z.output<typeof followed> | null)[],
  row: readonly number[],
): readonly FollowedToken[] {
  if (told.length !== row.length) throw brokenAnswer(`${row.length} tokens were sent and ${told.length} were told of`);
  return row.slice(1).map((token, index) => {
    const own = told[index + 1]?.[token];
    if (own === undefined) throw brokenAnswer(`token ${token} of a context is not in the answer`);
    return { token, logProbability: checkLogProbability(own.logprob), rank: own.rank - 1 };
  });
}

function costOf(rows: readonly (readonly number[])[]): number {
  return rows.reduce((sum, row) => sum + row.length + 1, 0);
}
