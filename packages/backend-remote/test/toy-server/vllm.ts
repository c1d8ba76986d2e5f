import { ToyError, type ToyHost, type ToyRoutes } from './toy-host.ts';

/** Forms as recorded from vLLM 0.32. */
export function vllmRoutes(host: ToyHost): ToyRoutes {
  const { tokenizer } = host;
  const { maxContext = 64, says = maxContext } = host.options;
  return {
    'GET /health': () => ({}),
    'GET /version': () => ({ version: '0.32.0-toy' }),
    'GET /v1/models': () => ({ data: [{ id: 'toy', owned_by: 'vllm', max_model_len: 1 + says }] }),
    'POST /tokenize': ({ body }) => {
      if (body.messages !== undefined) return { tokens: host.render(body.messages).ids };
      return {
        tokens: tokenizer.encode(body.prompt, { addSpecialTokens: body.add_special_tokens }).ids,
        max_model_len: 1 + says,
      };
    },
    'POST /detokenize': ({ body }) => ({ prompt: host.decode(known(host, body.tokens)) }),
    'POST /v1/completions'({ body }) {
      const prompts: number[][] = Array.isArray(body.prompt[0]) ? body.prompt : [body.prompt];
      refuse(host, prompts, body);
      return { choices: prompts.map((ids, index) => ({ index, ...choiceOf(host, ids, body) })) };
    },
  };
}

/** Its library passes over ids that no token has. */
function known({ tokenizer, options }: ToyHost, ids: readonly number[]): readonly number[] {
  if (options.refusesIds && ids.some((id) => id >= tokenizer.vocabularySize)) throw new ToyError(400, {});
  return ids.filter((id) => id < tokenizer.vocabularySize);
}

interface Body {
  readonly logprobs?: number;
  readonly allowed_token_ids?: readonly [number];
  readonly logprob_token_ids?: readonly number[];
  readonly prompt_logprobs?: number;
}

function refuse(host: ToyHost, prompts: readonly number[][], body: Body): void {
  const bad = (message: string): never => {
    throw new ToyError(400, { error: { message, type: 'BadRequestError', param: null, code: 400 } });
  };
  const size = host.tokenizer.vocabularySize;
  const wrong = prompts.flat().find((id) => id >= size);
  if (wrong !== undefined) bad(`Token id ${wrong} is out of vocabulary`);
  if (prompts.some((ids) => ids.length === 0)) bad('prompt must not be empty');
  const { maxContext = 64, cuts } = host.options;
  const isLong = cuts === undefined && prompts.some((ids) => ids.length > maxContext);
  if (isLong) bad(`maximum context length is ${1 + maxContext} tokens`);
  if (body.allowed_token_ids?.some((id) => id >= size)) bad('allowed_token_ids contains out-of-vocab token id!');
  if ((body.logprobs ?? 0) > host.mostBest) bad(`Requested sample logprobs of ${body.logprobs}`);
}

function choiceOf(host: ToyHost, ids: readonly number[], body: Body): object {
  if (body.prompt_logprobs !== undefined) return { logprobs: null, prompt_logprobs: followed(host, ids) };
  const raw = host.logProbabilities(ids);
  const made = body.allowed_token_ids?.[0] ?? (host.best(raw, 1)[0] as number);
  const told = host.options.processed && body.allowed_token_ids ? raw.map((_, id) => (id === made ? 0 : -9999)) : raw;
  const listed = body.logprob_token_ids ?? host.best(told, body.logprobs ?? 0);
  const entries = [...new Set([made, ...listed])].map((id) => [`token_id:${id}`, told[id]] as const);
  const isSpecial = [...host.tokenizer.specialTokens.values()].includes(made);
  return {
    text: isSpecial ? '' : host.decode([made]),
    logprobs: {
      tokens: [`token_id:${made}`],
      token_logprobs: [told[made]],
      top_logprobs: [Object.fromEntries(entries)],
    },
  };
}

function followed(host: ToyHost, ids: readonly number[]): readonly unknown[] {
  return ids.map((id, place) => {
    if (place === 0) return null;
    const raw = host.logProbabilities(ids.slice(0, place));
    const rank = 1 + raw.filter((value) => value > (raw[id] as number)).length;
    return { [id]: { logprob: raw[id], rank, decoded_token: '' } };
  });
}
