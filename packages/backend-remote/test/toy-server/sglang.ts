import { ToyError, type ToyHost, type ToyRoutes } from './toy-host.ts';

/** Forms as SGLang's sources have them. */
export function sglangRoutes(host: ToyHost): ToyRoutes {
  const { maxContext = 64, cuts, says = maxContext } = host.options;
  return {
    'GET /get_model_info': () => ({ model_path: 'toy', is_generation: true }),
    'GET /v1/models': () => ({ data: [{ id: 'toy', owned_by: 'sglang', max_model_len: 1 + says }] }),
    'POST /tokenize': ({ body }) => {
      return {
        tokens: host.tokenizer.encode(body.prompt, { addSpecialTokens: body.add_special_tokens }).ids,
        count: 0,
      };
    },
    'POST /detokenize': ({ body }) => {
      const special = new Set(body.skip_special_tokens ? host.tokenizer.specialTokens.values() : []);
      const size = host.tokenizer.vocabularySize;
      const lists = body.tokens as number[][];
      return { text: lists.map((ids) => host.decode(ids.filter((id) => id < size && !special.has(id)))) };
    },
    'POST /generate'({ body }) {
      const long = (body.input_ids as number[][]).find((ids) => ids.length > maxContext);
      if (cuts === undefined && long !== undefined) {
        const message = `The input (${long.length} tokens) is longer than the model's context length (${1 + maxContext} tokens).`;
        throw new ToyError(400, { error: { message } });
      }
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
