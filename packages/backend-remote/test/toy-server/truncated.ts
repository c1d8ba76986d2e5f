import { ToyError, type ToyHost, type ToyRoutes } from './toy-host.ts';

/** Completions as OpenAI's first interface has them: the best tokens alone, as texts. */
export function truncatedRoutes(host: ToyHost): ToyRoutes {
  return {
    'GET /v1/models': () => ({ data: [{ id: 'toy', owned_by: 'someone' }] }),
    'POST /v1/completions'({ body }) {
      if (body.logprobs > host.mostBest) throw new ToyError(400, { error: { message: 'logprobs is too large' } });
      const prompts = body.prompt as number[][];
      const { maxContext = 64, cuts } = host.options;
      if (cuts === undefined && prompts.some((ids) => ids.length > maxContext)) {
        throw new ToyError(400, { error: { message: `maximum context length is ${1 + maxContext} tokens` } });
      }
      return {
        choices: prompts.map((ids, index) => {
          const raw = host.logProbabilities(ids);
          const best = host.best(raw, body.logprobs).map((id) => [host.tokenizer.decode([id]), raw[id]] as const);
          return { index, logprobs: { top_logprobs: [Object.fromEntries(best)] } };
        }),
      };
    },
  };
}
