import { createToyBackend, toyLogits, toyModel, type ToyLanguageModel } from '@reagent/testing';

export type ToyDialect = 'llama.cpp' | 'vllm' | 'sglang' | 'truncated';

export interface ToyServerOptions {
  readonly dialect: ToyDialect;
  readonly model?: ToyLanguageModel;
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
  readonly tokenizer: ReturnType<typeof createToyBackend>['tokenizer'];
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
  const model = options.model ?? toyModel;
  const { tokenizer } = createToyBackend(options.model === undefined ? {} : { model: options.model });
  return {
    ...{ options, tokenizer, mostBest: options.mostBest ?? 20 },
    logProbabilities(context) {
      const logits = toyLogits(model, context);
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
