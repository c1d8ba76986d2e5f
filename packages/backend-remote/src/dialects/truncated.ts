import type { Tokenizer } from '@reagent/core';
import * as z from 'zod';
import type { Answer, AskedToken, Dialect, ScoredToken } from '../dialect.ts';
import { checkedBest, inOrder } from './check-answer.ts';
import { chooseModel } from './choose-model.ts';
import { reader } from './reader.ts';
import { maxContextOf, servedModels, type ServedModel } from './served-models.ts';
import { tokensByText } from './tokens-by-text.ts';

const choicesSchema = z.object({
  choices: z.array(
    z.object({
      index: z.int(),
      logprobs: z.object({ top_logprobs: z.tuple([z.record(z.string(), z.number())]) }),
    }),
  ),
});

/**
 * `POST /v1/completions` of servers that tell only the few most probable next tokens, as text. Of any other token an upper
 * bound is known: what the last of them has.
 */
export function truncatedDialect(tokenizer: Tokenizer | null): Dialect {
  // Without one the server is refused: it does not tell its tokens.
  const idsOf = tokenizer === null ? () => [] : tokensByText(tokenizer);
  return {
    name: 'truncated',
    advice: 'take a server that tells the log-probability of a given token: vLLM, llama.cpp server',
    tokensPerAsk: Infinity,
    async recognise(server) {
      return (await server.find('/v1/models', servedModels)) !== null;
    },
    async describe(server, named) {
      const served = (await server.find('/v1/models', servedModels)) ?? [];
      const isHidden = named !== undefined && served.length === 0;
      const model: ServedModel = isHidden ? { id: named } : chooseModel(named, served);
      return { model: model.id, version: null, maxContext: maxContextOf(model), vocabularySize: null, details: {} };
    },
    ask(server, { model, contexts, tokens, best }) {
      const body = { model, prompt: contexts, max_tokens: 1, temperature: 0, logprobs: best };
      const read = reader(choicesSchema, ({ choices }) =>
        inOrder(choices, contexts.length).map(({ logprobs }): Answer => {
          const entries = Object.entries(logprobs.top_logprobs[0]).map(([text, logProbability], place) => {
            const ids = idsOf(text);
            // A text that is no token here, or several: nobody's, but it has its place.
            return { ids, token: ids.length === 1 ? (ids[0] as number) : -1 - place, logProbability };
          });
          const list = checkedBest(entries.map(({ token, logProbability }) => ({ token, logProbability })));
          return { best: list, tokens: tokens.map((token) => toldOf(token, entries, list)) };
        }),
      );
      const cost = contexts.reduce((sum, context) => sum + context.length + 1, 0);
      return server.post('/v1/completions', body, read, cost);
    },
  };
}

function toldOf(
  token: number,
  entries: readonly (ScoredToken & { readonly ids: readonly number[] })[],
  list: readonly ScoredToken[],
): AskedToken {
  const own = list.find((entry) => entry.token === token);
  if (own !== undefined) return { logProbability: own.logProbability, exact: true };
  const shared = entries.filter(({ ids }) => ids.includes(token)).map(({ logProbability }) => logProbability);
  return { logProbability: Math.max(list.at(-1)?.logProbability ?? 0, ...shared), exact: false };
}
