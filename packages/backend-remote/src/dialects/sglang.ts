import * as z from 'zod';
import { brokenAnswer } from '../client/failure.ts';
import type { Answer, Dialect, ScoredToken } from '../dialect.ts';
import { checkAgainstBest, checkedBest, checkLogProbability } from './check-answer.ts';
import { chooseModel } from './choose-model.ts';
import { reader, whole } from './reader.ts';
import { maxContextOf, servedModels } from './served-models.ts';
import { tokensOfPrompt } from './told-tokens.ts';
import { sglangVocabulary } from './sglang-vocabulary.ts';

const infoSchema = z.object({ model_path: z.string(), is_generation: z.boolean().optional() });
const scored = z.tuple([z.number(), z.int(), z.unknown()]); // log-probability, token, its text
const rowSchema = z.object({
  meta_info: z.object({
    output_token_ids_logprobs: z.array(z.array(scored)).min(1),
    output_top_logprobs: z.array(z.array(scored)).min(1),
  }),
});

/** `POST /generate` of SGLang, which tells the log-probabilities of any ids. Written from its sources, not proved on a running server. */
export const sglangDialect: Dialect = {
  name: 'sglang',
  advice: 'start SGLang with SGLANG_RETURN_ORIGINAL_LOGPROB=1',
  tokensPerAsk: 128,
  async recognise(server) {
    return (await server.find('/get_model_info', whole(infoSchema))) !== null;
  },
  async describe(server, named) {
    const model = chooseModel(named, await server.get('/v1/models', servedModels));
    return { model: model.id, version: null, maxContext: maxContextOf(model), vocabularySize: null, details: {} };
  },
  tokenize: tokensOfPrompt,
  vocabulary: (server, { model }) =>
    sglangVocabulary(server, model, (text) => tokensOfPrompt(server, text, { model, addSpecialTokens: false })),
  ask(server, { contexts, tokens, best, plainToken }) {
    const asked = tokens.length === 0 ? [plainToken] : tokens;
    const body = {
      input_ids: contexts,
      sampling_params: { max_new_tokens: 1, temperature: 0 },
      ...{ return_logprob: true, logprob_start_len: -1, token_ids_logprob: asked, top_logprobs_num: best },
    };
    const read = reader(z.array(rowSchema), (rows): readonly Answer[] => {
      // Rows have no index: their order is all that tells them apart.
      if (rows.length !== contexts.length) {
        throw brokenAnswer(`${contexts.length} contexts were sent and ${rows.length} answers came`);
      }
      return rows.map(({ meta_info }) => {
        const list = checkedBest(scoredTokens(meta_info.output_top_logprobs[0]));
        const told = scoredTokens(meta_info.output_token_ids_logprobs[0]);
        return { best: list, tokens: asked.map((token) => askedToken(token, told, list)) };
      });
    });
    const cost = contexts.reduce((sum, context) => sum + context.length + 1, 0);
    return server.post('/generate', body, read, cost);
  },
};

function scoredTokens(entries: readonly z.output<typeof scored>[] = []): readonly ScoredToken[] {
  return entries.map(([logProbability, token]) => ({ token, logProbability }));
}

function askedToken(
  token: number,
  told: readonly ScoredToken[],
  best: readonly ScoredToken[],
): { logProbability: number } {
  const found = told.find((entry) => entry.token === token);
  if (found === undefined) throw brokenAnswer(`token ${token} was asked for and is not in the answer`);
  const logProbability = checkLogProbability(found.logProbability);
  checkAgainstBest(token, logProbability, best);
  return { logProbability };
}
