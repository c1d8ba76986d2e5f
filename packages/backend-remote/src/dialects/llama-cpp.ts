import * as z from 'zod';
import { brokenAnswer } from '../client/failure.ts';
import { nullIfUnable, type Server } from '../client/client.ts';
import type { Answer, Ask, AskedToken, Dialect, ScoredToken, ServerFacts } from '../dialect.ts';
import { checkedBest, inOrder, oneToken } from './check-answer.ts';
import { chooseModel } from './choose-model.ts';
import { llamaCppVocabulary } from './llama-cpp-vocabulary.ts';
import { reader, whole } from './reader.ts';
import { shareBeginning } from './share-beginning.ts';
import { readTokens } from './told-tokens.ts';

const propsSchema = z.object({
  default_generation_settings: z.object({ n_ctx: z.int().positive() }),
  total_slots: z.int().positive(),
  model_ftype: z.string().optional(),
  build_info: z.string().optional(),
});
const modelsSchema = z.object({
  data: z.array(z.object({ id: z.string(), meta: z.object({ n_vocab: z.int(), n_params: z.number() }).nullish() })),
});
const promptSchema = z.object({ prompt: z.string() });

const scored = z.object({ id: z.int(), logprob: z.number() });
const rowSchema = z.object({
  index: z.int(),
  tokens: z.array(z.int()),
  completion_probabilities: z.array(scored.extend({ top_logprobs: z.array(scored) })).optional(),
});
const sampled = z.object({ id: z.int(), prob: z.number() });
const sampledRowSchema = z.object({
  index: z.int(),
  completion_probabilities: z.array(sampled.extend({ top_probs: z.array(sampled) })),
});

const fields = ['index', 'tokens', 'completion_probabilities'];
/** Larger than any difference of logits: the token that gets it is the one that is made. */
const force = 1000;
/** Makes the plain token certain and leaves e^-45 for one as probable: float32 holds down to e^-87. */
const lift = 45;
const leastProbability = 1.2e-38;

/** `POST /completion` of llama.cpp's own server: a bias forces the token, and the log-probability told is of the unbiased logits. */
export const llamaCppDialect: Dialect = {
  name: 'llama.cpp',
  advice: 'start llama-server without backend sampling, so that it tells the log-probabilities of the model',
  tokensPerAsk: 1,
  async recognise(server) {
    return (await server.find('/props', whole(propsSchema))) !== null;
  },
  async describe(server, named) {
    const props = await server.get('/props', whole(propsSchema));
    const models = await server.get(
      '/v1/models',
      reader(modelsSchema, ({ data }) => data),
    );
    const { id, meta } = chooseModel(named, models);
    return {
      model: id,
      version: props.build_info ?? null,
      maxContext: props.default_generation_settings.n_ctx - 1, // a place for the token after it
      vocabularySize: meta?.n_vocab ?? null,
      details: { type: props.model_ftype ?? null, parameters: meta?.n_params ?? null },
    } satisfies ServerFacts;
  },
  tokenize: (server, content, { addSpecialTokens }) => tokensOf(server, content, addSpecialTokens),
  render: (server, messages) =>
    server
      .post(
        '/apply-template',
        { messages },
        reader(promptSchema, ({ prompt }) => prompt),
      )
      .catch(nullIfUnable),
  vocabulary: (server, facts) => llamaCppVocabulary(server, facts, (text) => tokensOf(server, text, false)),
  async ask(server, ask) {
    const [token = ask.plainToken] = ask.tokens;
    const answers = await forced(server, ask, token);
    if (!answers.includes(null)) return answers as readonly Answer[];
    const rows = answers.flatMap((answer, index) => (answer === null ? [index] : []));
    const contexts = rows.map((index) => ask.contexts[index] as readonly number[]);
    const others = await partOfCharacter(server, { ...ask, contexts }, token);
    return answers.map((answer, index) => answer ?? (others[rows.indexOf(index)] as Answer));
  },
};

function tokensOf(server: Server, content: string, addSpecialTokens: boolean): Promise<readonly number[]> {
  return server.post('/tokenize', { content, add_special: addSpecialTokens, parse_special: true }, readTokens);
}

/** Null where the token is a part of a character, of which the server tells no log-probability; the plain token is none. */
function forced(server: Server, ask: Ask, token: number): Promise<readonly (Answer | null)[]> {
  const body = { temperature: 0, n_probs: Math.max(1, ask.best), post_sampling_probs: false };
  return complete(server, ask, { ...body, logit_bias: [[token, force]] }, (json) =>
    rowsOf(json, rowSchema, ask).map((row): Answer | null => {
      if (row.tokens[0] !== token) throw brokenAnswer(`token ${token} was asked for and ${row.tokens[0]} came`);
      const [own] = row.completion_probabilities ?? [];
      if (own === undefined && token !== ask.plainToken) return null;
      if (own === undefined) throw brokenAnswer(`the server tells nothing of token ${token}`);
      if (own.id !== token) throw brokenAnswer(`token ${token} was asked for and ${own.id} was told of`);
      return oneToken(token, own.logprob, listOf(own.top_logprobs));
    }),
  );
}

/**
 * Of a part of a character: beside a plain token X, whose own log-probability is told, both biased, and the probabilities
 * after that taken: ln p(T) = ln p(X) + ln(p'(T) / p'(X)) + the difference of the biases.
 */
async function partOfCharacter(server: Server, ask: Ask, token: number): Promise<readonly Answer[]> {
  const plain = (await forced(server, ask, ask.plainToken)) as readonly Answer[];
  const ratios = await complete(
    server,
    ask,
    {
      ...{ temperature: 1, samplers: ['temperature'], post_sampling_probs: true, n_probs: 2 },
      logit_bias: [
        [token, 100],
        [ask.plainToken, 100 + lift],
      ],
    },
    (json) => rowsOf(json, sampledRowSchema, ask).map((row) => ratioIn(row, token, ask.plainToken)),
  );
  return plain.map(({ tokens: [reference], best }, index): Answer => {
    const { logRatio, exact } = ratios[index] as { readonly logRatio: number; readonly exact: boolean };
    const listed = best?.find((entry) => entry.token === token);
    const own: AskedToken = listed ?? {
      logProbability: Math.min(0, (reference as AskedToken).logProbability + logRatio + lift),
      exact,
    };
    return { tokens: [own], best };
  });
}

function ratioIn(
  { completion_probabilities: [own] }: z.output<typeof sampledRowSchema>,
  token: number,
  plainToken: number,
): { readonly logRatio: number; readonly exact: boolean } {
  const probabilityOf = (id: number): number => own?.top_probs.find((entry) => entry.id === id)?.prob ?? Number.NaN;
  const [target, plain] = [probabilityOf(token), probabilityOf(plainToken)];
  if (!(target >= 0 && target <= 1 && plain > 0 && plain <= 1)) {
    throw brokenAnswer(`tokens ${token} and ${plainToken} were asked for and others came`);
  }
  const exact = target >= leastProbability;
  return { logRatio: Math.log(Math.max(target, leastProbability) / plain), exact };
}

function complete<T>(server: Server, { contexts }: Ask, body: object, read: (json: unknown) => T): Promise<T> {
  const tokens = contexts.reduce((sum, context) => sum + context.length + 1, 0);
  const reuse = { cache_prompt: shareBeginning(contexts) };
  const common = { prompt: contexts, n_predict: 1, return_tokens: true, response_fields: fields, ...reuse };
  return server.post('/completion', { ...common, ...body }, read, tokens);
}

/** A list of one context is answered by an object, and not by a list. */
function rowsOf<Schema extends z.ZodType<{ index: number }>>(
  json: unknown,
  schema: Schema,
  { contexts }: Ask,
): readonly z.output<Schema>[] {
  const rows = Array.isArray(json) ? json : [json];
  return reader(z.array(schema), (parsed) => inOrder(parsed, contexts.length))(rows);
}

function listOf(entries: readonly z.output<typeof scored>[]): readonly ScoredToken[] {
  return checkedBest(entries.map(({ id, logprob }) => ({ token: id, logProbability: logprob })));
}
