import {
  checkContexts,
  checkCount,
  checkScoreRequest,
  ReagentError,
  row,
  tokenMatrix,
  type AbortSignalLike,
  type Backend,
  type LocalTokenizer,
  type PredictRequest,
  type Query,
  type RequestLimits,
  type ScoreRequest,
} from '@reagent/core';
import { answer, degrade } from './answer.ts';
import { interruptible, wait } from './interrupt.ts';
import { toySupports, type ToyBackendOptions } from './toy-backend-options.ts';
import { logSoftmax, tokensByLogit } from './next-token.ts';
import { toyLogits, type ToyLanguageModel } from './toy-language-model.ts';
import { createToyTokenizer, type ToyTokenizerOptions } from './toy-tokenizer.ts';
import { toyModel, toySpecialTokens, toyWords } from './toy-vocabulary.ts';

/** A call that a toy backend got, with copies of what it was given. */
export type ToyCall =
  | {
      readonly method: 'score';
      /** [row][position] */
      readonly contexts: readonly (readonly number[])[];
      readonly queries: readonly Query[];
      readonly queryIndex?: readonly number[];
      readonly topK?: number;
      readonly want?: NonNullable<ScoreRequest['want']>;
    }
  | { readonly method: 'predict'; readonly context: readonly number[]; readonly k: number };

/** A backend that records its calls. */
export interface ToyBackend extends Backend {
  readonly tokenizer: LocalTokenizer;
  readonly model: ToyLanguageModel;
  /** Every call so far, also the failed ones. */
  readonly calls: readonly ToyCall[];
}

/**
 * A language model that is a formula, for tests and examples: exact, without weights, at once.
 *
 * @throws ReagentError `INVALID_OPTION`
 */
export function createToyBackend(options: ToyBackendOptions = {}): ToyBackend {
  const vocabulary = vocabularyOf(options);
  const model = modelOf(options, vocabulary);
  const tokenizer = createToyTokenizer(vocabulary);
  if (tokenizer.vocabularySize !== model.vocab) {
    const sizes = `${model.vocab} tokens, its words and special tokens are ${tokenizer.vocabularySize}`;
    throw new ReagentError('INVALID_OPTION', `the toy model has ${sizes}`);
  }
  const supports = toySupports(options);
  const id = options.id ?? 'toy';
  const limits = { id, supports, vocabularySize: model.vocab };
  const calls: ToyCall[] = [];
  let disposed = false;

  async function begin(call: ToyCall, signal: AbortSignalLike | undefined, check: () => void): Promise<void> {
    calls.push(call);
    const count = calls.length;
    if (disposed) throw new ReagentError('DISPOSED', 'the toy backend has been disposed');
    check();
    await interruptible(wait(options.delay), signal);
    if (options.failOnCalls?.includes(count)) {
      throw new ReagentError('ENGINE_FAILED', `the toy backend was told to fail on call ${count}`);
    }
  }

  return {
    id,
    tokenizer,
    supports,
    provenance: { model: 'a formula' },
    model,
    calls,
    async score(request) {
      const own = { ...request, contexts: { ...request.contexts, ids: request.contexts.ids.slice() } };
      await begin(recordOf(own), request.signal, () => checkScore(own, limits));
      return answer(model, supports, own, options.knowsOnlyTop);
    },
    async predict({ context, k, signal }: PredictRequest) {
      const own = Array.from(context);
      await begin({ method: 'predict', context: own, k }, signal, () => checkPredict(own, k, limits));
      const logits = toyLogits(model, own);
      degrade([logits], supports.rowIndependence, 1);
      const logProbabilities = logSoftmax(logits);
      return tokensByLogit(logits)
        .slice(0, k)
        .map((token) => ({ token, logProbability: logProbabilities[token] as number }));
    },
    dispose() {
      disposed = true;
      return Promise.resolve();
    },
  };
}

function checkScore(request: ScoreRequest, limits: RequestLimits): void {
  checkScoreRequest(request, limits);
  const { maxBatch = Infinity } = limits.supports;
  if (request.contexts.rows > maxBatch) throw new ReagentError('UNSUPPORTED', `toy model: at most ${maxBatch} rows`);
}

function checkPredict(context: readonly number[], k: number, limits: RequestLimits): void {
  checkContexts(tokenMatrix([context]), limits);
  checkCount('k', k, limits, limits.vocabularySize);
}

type Vocabulary = Required<ToyTokenizerOptions>;

/** Words of one's own without a model: the bare formula. */
function modelOf({ model, words, specialTokens }: ToyBackendOptions, vocabulary: Vocabulary): ToyLanguageModel {
  if (model !== undefined) return model;
  if (words === undefined && specialTokens === undefined) return toyModel;
  return { vocab: vocabulary.words.length + vocabulary.specialTokens.length, div: 8, scale: 1, bonuses: [], pairs: [] };
}

function vocabularyOf({ model, words, specialTokens }: ToyBackendOptions): Vocabulary {
  if (model === undefined) return { words: words ?? toyWords, specialTokens: specialTokens ?? toySpecialTokens };
  const specials = specialTokens ?? [];
  const count = Math.max(0, model.vocab - specials.length);
  return { words: words ?? Array.from({ length: count }, (_, id) => `w${id}`), specialTokens: specials };
}

function recordOf({ contexts, queries, queryIndex, topK, want }: ScoreRequest): ToyCall {
  return {
    method: 'score',
    contexts: Array.from({ length: contexts.rows }, (_, index) => Array.from(row(contexts, index))),
    queries: queries.map(({ position, tokens }) => ({ position, tokens: [...tokens] })),
    ...(queryIndex === undefined ? {} : { queryIndex: Array.from(queryIndex) }),
    ...(topK === undefined ? {} : { topK }),
    ...(want === undefined ? {} : { want: { ...want } }),
  };
}
