import type { Backend, PredictRequest, Scores, Tokenizer } from '@reagent/core';
import { createToyBackend, type ToyBackendOptions } from '../src/index.ts';

export interface Slip {
  readonly slip: string;
  /** The law that must catch it; others may too. */
  readonly law: string;
  readonly create: () => Backend;
}

/** Says one thing of itself and is another. */
const claiming = (supports: Partial<Backend['supports']>, options: ToyBackendOptions = {}): Slip['create'] => {
  return () => {
    const own = createToyBackend(options);
    return { ...own, supports: { ...own.supports, ...supports } };
  };
};

const scoring = (change: (scores: Scores, own: Backend) => Partial<Scores>, options: ToyBackendOptions = {}) => {
  return (): Backend => {
    const own = createToyBackend(options);
    return {
      ...own,
      score: async (request) => {
        const scores = await own.score(request);
        return { ...scores, ...change(scores, own) };
      },
    };
  };
};

const predicting = (predict: (request: PredictRequest, own: Backend) => ReturnType<Backend['predict']>) => {
  return (): Backend => {
    const own = createToyBackend();
    return { ...own, predict: (request) => predict(request, own) };
  };
};

const tokenizing = (change: (own: Tokenizer) => Partial<Tokenizer>) => {
  return (): Backend => {
    const own = createToyBackend();
    return { ...own, tokenizer: { ...own.tokenizer, ...change(own.tokenizer) } };
  };
};

const denied = 'refuses what `supports` denies with code UNSUPPORTED';
const badInput = 'refuses tokens and positions that do not exist with code INVALID_INPUT';
const shape = 'gives one value for each token asked for';
const supportsAgree = 'says what it supports without contradiction';
const inputs = 'leaves its inputs as they are';
const sorted = 'predicts the k most probable tokens, most probable first';

/** More ways to break laws that look at several things. */
export const backendSlips: readonly Slip[] = [
  { slip: 'ranks though it denies them', law: denied, create: claiming({ rank: 'none', maxTopK: 0 }) },
  { slip: 'a topK past its largest', law: denied, create: claiming({ rank: 'topK', maxTopK: 3 }) },
  { slip: 'distributions though it denies them', law: denied, create: claiming({ distribution: false }) },
  { slip: 'more tokens a query than it says', law: denied, create: claiming({ tokensPerQuery: 2 }) },
  {
    slip: 'a wrong code',
    law: 'refuses calls after `dispose` with code DISPOSED',
    create: () => {
      const own = createToyBackend();
      return { ...own, score: (request) => own.score(request).catch(() => Promise.reject(new Error('gone'))) };
    },
  },
  { slip: 'a maxTopK that its rank contradicts', law: supportsAgree, create: claiming({ maxTopK: 7 }) },
  { slip: 'no bound where ranks end', law: supportsAgree, create: claiming({ rank: 'topK' }) },
  { slip: 'an ability that is not said', law: supportsAgree, create: claiming({ logits: undefined as never }) },
  {
    slip: 'predictions after ids that there are not',
    law: badInput,
    create: predicting(({ context, ...rest }, own) =>
      own.predict({ ...rest, context: context.map((id) => Math.abs(id) % own.tokenizer.vocabularySize) }),
    ),
  },
  {
    slip: 'probability zero for ids that there are not',
    law: badInput,
    create: () => {
      const own = createToyBackend();
      const known = (id: number): number => (id >= 0 && id < own.tokenizer.vocabularySize ? id : 0);
      return {
        ...own,
        score: ({ queries, ...rest }) =>
          own.score({
            ...rest,
            queries: queries.map(({ position, tokens }) => ({ position, tokens: tokens.map(known) })),
          }),
      };
    },
  },
  { slip: 'no log-odds though it has logits', law: shape, create: scoring(() => ({ logOdds: null })) },
  {
    slip: 'log-odds though it has no logits',
    law: shape,
    create: scoring(({ logProbabilities }) => ({ logOdds: logProbabilities }), { supports: { logits: false } }),
  },
  { slip: 'a word too few on the top k', law: shape, create: scoring(() => ({ withinTopK: new Uint8Array(1) })) },
  {
    slip: 'probabilities above one',
    law: shape,
    create: scoring(({ logProbabilities }) => ({ logProbabilities: logProbabilities.map((value) => value + 20) })),
  },
  {
    slip: 'NaN among the log-probabilities',
    law: 'never gives NaN',
    create: scoring(({ logProbabilities }) => ({ logProbabilities: logProbabilities.fill(NaN, 0, 1) })),
  },
  {
    slip: 'more than the last bits',
    law: 'gives each row of a batch what it gets alone',
    create: claiming({ rowIndependence: 'tolerance' }, { supports: { rowIndependence: 'none' } }),
  },
  {
    slip: 'predictions though aborted before',
    law: "rejects with the signal's reason if it is already aborted",
    create: predicting(({ context, k }, own) => own.predict({ context, k })),
  },
  {
    slip: 'a reason of its own',
    law: "rejects with the signal's reason if it is aborted during the call",
    create: predicting((request, own) => own.predict(request).catch(() => Promise.reject(new Error('aborted')))),
  },
  {
    slip: 'predictions after dispose',
    law: 'refuses calls after `dispose` with code DISPOSED',
    create: predicting((request) => createToyBackend().predict(request)),
  },
  {
    slip: 'a context that is sorted',
    law: inputs,
    create: predicting(async (request, own) => {
      const predictions = await own.predict(request);
      (request.context as number[]).sort();
      return predictions;
    }),
  },
  {
    slip: 'queries that are sorted',
    law: inputs,
    create: () => {
      const own = createToyBackend();
      return {
        ...own,
        score: async (request) => {
          const scores = await own.score(request);
          for (const { tokens } of request.queries) (tokens as number[]).reverse();
          return scores;
        },
      };
    },
  },
  {
    slip: 'fewer than k',
    law: sorted,
    create: predicting(async (request, own) => (await own.predict(request)).slice(0, 2)),
  },
  {
    slip: 'one of them twice',
    law: sorted,
    create: predicting(async (request, own) => (await own.predict(request)).map((one, _, all) => all[1] ?? one)),
  },
  {
    slip: 'not the best ones',
    law: sorted,
    create: predicting(async ({ k, ...rest }, own) => (await own.predict({ ...rest, k: k + 1 })).slice(1)),
  },
  {
    slip: 'spans that leave out the last letter',
    law: 'has a span in the text for each token of it',
    create: tokenizing((own) => ({
      encode: async (text, options) => {
        const encoded = await own.encode(text, options);
        return { ...encoded, spans: encoded.spans.map(({ start, end }) => ({ start, end: Math.max(start, end - 1) })) };
      },
    })),
  },
  {
    slip: 'spans out of order',
    law: 'has a span in their text for each of any ids',
    create: tokenizing((own) => ({
      spans: (ids) => {
        const { text, spans } = own.spans(ids);
        return { text, spans: spans.toReversed() };
      },
    })),
  },
  {
    slip: 'special tokens that decode to nothing',
    law: 'knows its special tokens by ids of the vocabulary',
    create: tokenizing((own) => ({
      decode: (ids) => own.decode(Array.from(ids).filter((id) => ![...own.specialTokens.values()].includes(id))),
    })),
  },
];
