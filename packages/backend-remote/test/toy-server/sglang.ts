import type { ToyHost, ToyRoutes } from './toy-host.ts';

/** Forms as SGLang's sources have them. */
export function sglangRoutes(host: ToyHost): ToyRoutes {
  return {
    'GET /get_model_info': () => ({ model_path: 'toy', is_generation: true }),
    'GET /v1/models': () => ({ data: [{ id: 'toy', owned_by: 'sglang', max_model_len: 65 }] }),
    'POST /tokenize': ({ body }) => {
      return { tokens: host.tokenizer.encode(body.prompt, { addSpecialTokens: false }).ids, count: 0 };
    },
    'POST /generate'({ body }) {
      return (body.input_ids as number[][]).map((ids) => {
        const raw = host.logProbabilities(ids);
        const entry = (id: number) => [raw[id], id, null];
        return {
          text: '',
          meta_info: {
            output_token_ids_logprobs: [(body.token_ids_logprob as number[]).map(entry)],
            output_top_logprobs: [host.best(raw, body.top_logprobs_num).map(entry)],
          },
        };
      });
    },
  };
}
