import type { ChatEncoding, ChatMessage, LocalTokenizer } from '@reagent/core';
import { createToyBackend, toyLogits, toyModel, type ToyLanguageModel } from '@reagent/testing';
import { createTokenizer } from '@reagent/tokenizer';
import { byteTokens, modelFiles, tokenPieces, withSpacedStop } from './model-files.ts';

export type ToyDialect = 'llama.cpp' | 'vllm' | 'sglang' | 'truncated';

export interface ToyServerOptions {
  readonly dialect: ToyDialect;
  readonly model?: ToyLanguageModel;
  /** A tokenizer of @reagent/tokenizer's fixtures, with a toy model of as many tokens. Default: the toy's words. */
  readonly vocabulary?: string;
  /** vLLM that refuses ids beyond its vocabulary. */
  readonly refusesIds?: boolean;
  /** llama.cpp started with `--special`. */
  readonly showsSpecial?: boolean;
  /** Hugging Face's `clean_up_tokenization_spaces`. */
  readonly cleansUp?: boolean;
  /** Longest context that it refuses no more. Default 64. */
  readonly maxContext?: number;
  /** Longest context that it tells. Default: the same. */
  readonly says?: number;
  /** It takes longer contexts and reads only their end, or only their beginning. */
  readonly cuts?: 'beginning' | 'end';
  readonly apiKey?: string;
  /** Ids that are a part of a character: llama.cpp tells nothing of them. */
  readonly partial?: readonly number[];
  /** vLLM with `--logprobs-mode processed_logprobs`. */
  readonly processed?: boolean;
  /** Largest number of best tokens that a request may ask for. Default 20. */
  readonly mostBest?: number;
  /** How long the model takes over a request. Default 0. */
  readonly milliseconds?: number;
  /** Routes that answer 404. */
  readonly without?: readonly string[];
  /** Takes the place of an answer; undefined: the server's own. */
  readonly instead?: (request: ToyRequest) => unknown;
}

/** What arrived. */
export interface ToyRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  // eslint-disable-next-line typescript/no-explicit-any -- bodies have the form of their dialect
  readonly body: any;
}

/** What the routes of a dialect know. */
export interface ToyHost {
  readonly options: ToyServerOptions;
  readonly tokenizer: LocalTokenizer;
  /** [id] the bytes of a token. */
  piece(id: number): Uint8Array;
  /** A conversation by the model's chat template; 400 where it has none. */
  render(messages: readonly ChatMessage[]): ChatEncoding;
  /** Text of ids, as the server's tokenizer library tells it. */
  decode(ids: readonly number[]): string;
  readonly mostBest: number;
  /** [token] log-probabilities after a context. */
  logProbabilities(context: readonly number[]): Float64Array;
  /** Ids by probability, the most probable first. */
  best(logProbabilities: Float64Array, count: number): readonly number[];
}

/** An answer that is no 200. */
export class ToyError extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    super(`status ${status}`);
    this.status = status;
    this.body = body;
  }
}

export type ToyRoutes = Readonly<Record<string, (request: ToyRequest) => unknown>>;

export function hostOf(options: ToyServerOptions): ToyHost {
  const { tokenizer, model, piece, isByte } = languageOf(options);
  const { maxContext = 64, cuts } = options;
  return {
    ...{ options, tokenizer, piece, mostBest: options.mostBest ?? 20 },
    render(messages) {
      if (tokenizer.renderMessages === undefined) throw new ToyError(400, { error: { message: 'no chat template' } });
      return tokenizer.renderMessages(messages);
    },
    decode(ids) {
      const text = decodeRuns(ids, tokenizer, isByte);
      return options.cleansUp ? text.replace(/ ([.?!,])/gu, '$1').replaceAll(" n't", "n't") : text;
    },
    logProbabilities(given) {
      const context = cuts === 'beginning' ? given.slice(-maxContext) : given.slice(0, maxContext);
      const logits = toyLogits(model, cuts === undefined ? given : context);
      const largest = Math.max(...logits);
      const total = largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
      return logits.map((logit) => logit - total);
    },
    best: (values, count) =>
      Array.from(values.keys())
        .sort((a, b) => (values[b] as number) - (values[a] as number) || a - b)
        .slice(0, count),
  };
}

/** Bytes in a row are read together: one that is of no character spoils them all. */
function decodeRuns(ids: readonly number[], tokenizer: LocalTokenizer, isByte: (id: number) => boolean): string {
  const spoilt = new Set<number>();
  for (let from = 0; from < ids.length; from++) {
    let to = from;
    while (to < ids.length && isByte(ids[to] as number)) to++;
    if (tokenizer.decode(ids.slice(from, to)).includes('\ufffd')) for (let at = from; at < to; at++) spoilt.add(at);
    from = Math.max(from, to - 1);
  }
  if (spoilt.size === 0) return tokenizer.decode(ids);
  const parts: string[] = [];
  let kept: number[] = [];
  const flush = (): void => {
    // Only the first space of all is taken off.
    if (kept.length > 0) parts.push(parts.length === 0 ? tokenizer.decode(kept) : afterFirst(tokenizer, kept));
    kept = [];
  };
  ids.forEach((id, at) => {
    if (!spoilt.has(at)) return void kept.push(id);
    flush();
    parts.push('\ufffd');
  });
  flush();
  return parts.join('');
}

/** The text of ids that do not stand first. */
function afterFirst(tokenizer: LocalTokenizer, ids: readonly number[]): string {
  const [start = 0] = tokenizer.specialTokens.values();
  return tokenizer.decode([start, ...ids]).slice(tokenizer.decode([start]).length);
}

function languageOf(options: ToyServerOptions): {
  readonly tokenizer: LocalTokenizer;
  readonly model: ToyLanguageModel;
  readonly piece: (id: number) => Uint8Array;
  /** Whether a token is a byte that stands for a character without a token (in the manner of SentencePiece). */
  readonly isByte: (id: number) => boolean;
} {
  const { model, vocabulary } = options;
  if (vocabulary !== undefined) {
    const files = options.cleansUp ? withSpacedStop(modelFiles(vocabulary)) : modelFiles(vocabulary);
    const tokenizer = createTokenizer(files);
    const own = { vocab: tokenizer.vocabularySize, div: 8, scale: 1, bonuses: [], pairs: [] };
    return { tokenizer, model: own, piece: tokenPieces(files.tokenizerJson), isByte: byteTokens(files.tokenizerJson) };
  }
  const { tokenizer } = createToyBackend(model === undefined ? {} : { model });
  return {
    tokenizer,
    model: model ?? toyModel,
    piece: (id) => new TextEncoder().encode(` ${tokenizer.decode([id])}`),
    isByte: () => false,
  };
}
