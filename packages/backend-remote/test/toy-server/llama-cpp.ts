import { ToyError, type ToyHost, type ToyRoutes } from './toy-host.ts';

/** Forms as recorded from llama.cpp b11549. */
export function llamaCppRoutes(host: ToyHost): ToyRoutes {
  const { tokenizer } = host;
  const { maxContext = 64, cuts, says = maxContext } = host.options;
  const size = tokenizer.vocabularySize;
  return {
    'GET /props': () => ({
      ...{ default_generation_settings: { n_ctx: 1 + says }, total_slots: 4, model_ftype: 'toy', build_info: 'b0-toy' },
    }),
    'GET /v1/models': () => ({ data: [{ id: 'toy', meta: { n_vocab: size, n_params: 0 } }] }),
    'POST /tokenize': ({ body }) => ({
      tokens: tokenizer.encode(body.content, { addSpecialTokens: body.add_special }).ids,
    }),
    'POST /apply-template': ({ body }) => ({ prompt: host.render(body.messages).text }),
    'POST /detokenize': ({ body }) => ({ content: joined((body.tokens as number[]).map((id) => host.piece(id))) }),
    'POST /completion'({ body }) {
      const prompts: number[][] = Array.isArray(body.prompt[0]) ? body.prompt : [body.prompt];
      if (prompts.flat().some((id) => id >= size)) {
        throw new ToyError(400, {
          error: { code: 400, message: 'Prompt contains invalid tokens', type: 'invalid_request_error' },
        });
      }
      if (cuts === undefined && prompts.some((ids) => ids.length > maxContext)) {
        throw new ToyError(400, {
          error: {
            code: 400,
            message: 'request exceeds the available context size',
            type: 'exceed_context_size_error',
          },
        });
      }
      const rows = prompts.map((ids, index) =>
        ids.length === 0 ? { index, tokens: [] } : { index, ...completed(host, ids, body) },
      );
      return rows.length === 1 ? rows[0] : rows;
    },
  };
}

interface Body {
  readonly logit_bias?: readonly (readonly [number, number])[];
  readonly n_probs: number;
  readonly post_sampling_probs: boolean;
}

function completed(host: ToyHost, context: readonly number[], { logit_bias = [], n_probs, post_sampling_probs }: Body) {
  const raw = host.logProbabilities(context);
  const biased = raw.slice();
  for (const [id, bias] of logit_bias) if (id < biased.length) biased[id] = (biased[id] as number) + bias;
  const [made] = host.best(biased, 1) as [number];
  if (host.options.partial?.includes(made)) return { tokens: [made] };
  const list = host.best(post_sampling_probs ? biased : raw, n_probs);
  if (!post_sampling_probs) {
    const entry = (id: number) => ({ id, token: '', bytes: bytesShown(host, id), logprob: raw[id] });
    return { tokens: [made], completion_probabilities: [{ ...entry(made), top_logprobs: list.map(entry) }] };
  }
  const top = biased[made] as number;
  const total = biased.reduce((sum, value) => sum + Math.exp(value - top), 0);
  const entry = (id: number) => ({ id, prob: Math.fround(Math.exp((biased[id] as number) - top) / total) });
  return { tokens: [made], completion_probabilities: [{ ...entry(made), top_probs: list.map(entry) }] };
}

/** Control tokens are shown as nothing. */
function bytesShown({ tokenizer, piece, options }: ToyHost, id: number): readonly number[] {
  if (options.showsSpecial) return [...piece(id)];
  return [...tokenizer.specialTokens.values()].includes(id) ? [] : [...piece(id)];
}

function joined(pieces: readonly Uint8Array[]): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(pieces.flatMap((piece) => [...piece])));
}
