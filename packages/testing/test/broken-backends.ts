import type { Backend, Scores, ScoreRequest, Tokenizer } from '@reagent/core';
import { createToyBackend } from '../src/index.ts';
import {
  neverReleasing,
  oneBuffer,
  onlyListening,
  onlyLooking,
  poisoned,
  releasingTwice,
  sharing,
  tired,
} from './broken-calls.ts';

/** Makes the `create` of a backend that breaks one law; each call of it starts anew. */
export type Broken = () => () => Backend;

type Score = (request: ScoreRequest, own: Backend) => Promise<Scores>;

const toy = (change: (own: Backend) => Partial<Backend>): Broken => {
  return () => () => {
    const own = createToyBackend();
    return { ...own, ...change(own) };
  };
};

const scoring = (make: () => Score): Broken =>
  toy((own) => {
    const score = make();
    return { score: (request) => score(request, own) };
  });

const changing = (change: (scores: Scores, request: ScoreRequest) => Scores): Broken =>
  scoring(() => async (request, own) => change(await own.score(request), request));

const tokenizing = (change: (own: Tokenizer) => Partial<Tokenizer>): Broken =>
  toy(({ tokenizer }) => ({ tokenizer: { ...tokenizer, ...change(tokenizer) } }));

const shift = (values: Float64Array, by: (index: number) => number): Float64Array =>
  values.map((value, index) => value + by(index));

const less = (scores: Scores, by: number): Scores => ({
  ...scores,
  logProbabilities: shift(scores.logProbabilities, () => -by),
});

const ask: Score = (request, own) => own.score(request);

/** By the law's name. */
export const brokenBackends: Readonly<Record<string, Broken>> = {
  'says what it is in plain data': toy(() => ({ provenance: { loaded: new Date(0) as unknown as string } })),

  'says what it supports without contradiction': toy(({ supports }) => ({
    supports: { ...supports, queriesPerPass: 0 },
  })),

  'refuses what `supports` denies with code UNSUPPORTED': scoring(() => (request, own) => {
    const { embeddingMask: _, ...rest } = request; // silently ignored
    return own.score(rest);
  }),

  'refuses tokens and positions that do not exist with code INVALID_INPUT': scoring(() => (request, own) => {
    const queries = request.queries.map((query) => ({ ...query, position: Math.max(1, query.position) }));
    return own.score({ ...request, queries });
  }),

  'refuses rows longer than `maxContext` with code TEXT_TOO_LONG': toy(({ supports }) => ({
    supports: { ...supports, maxContext: 12 },
  })),

  'gives one value for each token asked for': changing((scores) => ({
    ...scores,
    logProbabilities: Float64Array.from([...scores.logProbabilities, 0]),
  })),

  'never gives NaN': changing(({ logOdds, ...scores }) => ({
    ...scores,
    logOdds: logOdds && logOdds.map((value, index) => (scores.logProbabilities[index]! < -4 ? NaN : value)),
  })),

  'gives the same answer to the same request': scoring(() => tired(ask, (scores) => less(scores, 1e-12))),

  'gives each row of a batch what it gets alone': changing((scores, { contexts }) => {
    const perRow = scores.logProbabilities.length / contexts.rows;
    return {
      ...scores,
      logProbabilities: shift(scores.logProbabilities, (index) => -1e-12 * Math.floor(index / perRow)),
    };
  }),

  'answers for each row the one query that `queryIndex` names': scoring(() => (request, own) => {
    const { queryIndex, queries } = request;
    const shifted = queryIndex?.map((index) => (index + 1) % queries.length);
    return own.score({ ...request, ...(shifted ? { queryIndex: shifted } : {}) });
  }),

  'gives tokens at and after the position asked about no say': changing((scores, { contexts }) => {
    const perRow = scores.logProbabilities.length / contexts.rows;
    const last = (row: number): number => contexts.ids[(row + 1) * contexts.length - 1] as number;
    return {
      ...scores,
      logOdds: scores.logOdds && shift(scores.logOdds, (index) => 1e-9 * last(Math.floor(index / perRow))),
    };
  }),

  'answers at a position as it does after the tokens before it alone': scoring(() => (request, own) => {
    const { length } = request.contexts;
    const before = (position: number): number => (position > 1 && position < length ? position - 1 : position);
    const queries = request.queries.map((query) => ({ ...query, position: before(query.position) }));
    return own.score({ ...request, queries });
  }),

  'gives distributions that sum to one': changing((scores, { want }) => {
    if (!want?.distribution || !scores.distributions) return scores;
    const least = scores.logProbabilities.reduce((low, value) => Math.min(low, value), 0);
    return { ...scores, distributions: scores.distributions.map((value) => (value < least ? value - 1 : value)) };
  }),

  'gives distributions that hold the log-probabilities': changing((scores, { want }) =>
    want?.distribution ? less(scores, 0.01) : scores,
  ),

  'counts as rank the tokens that the distribution holds more probable': changing((scores, { want }) =>
    want?.distribution && scores.ranks ? { ...scores, ranks: scores.ranks.map((rank) => rank + 1) } : scores,
  ),

  'says of a token that it is within the top k as its rank has it': changing((scores, { topK = 0 }) =>
    scores.ranks && topK > 0
      ? { ...scores, withinTopK: Uint8Array.from(scores.ranks, (rank) => Number(rank <= topK)) }
      : scores,
  ),

  'gives log-odds that agree with the log-probabilities': changing((scores) => ({
    ...scores,
    logOdds: scores.logProbabilities.slice(),
  })),

  'predicts the k most probable tokens, most probable first': toy((own) => ({
    predict: async (request) => (await own.predict(request)).toReversed(),
  })),

  'predicts with the log-probabilities that it scores': toy((own) => ({
    predict: async (request) =>
      (await own.predict(request)).map(({ token, logProbability }) => ({
        token,
        logProbability: logProbability - 1e-9,
      })),
  })),

  'is a fresh one at every call of `create`': sharing(createToyBackend),

  'keeps calls at the same time apart': scoring(() => oneBuffer(ask)),

  'is right after a call that failed': scoring(() => poisoned(ask, (scores) => less(scores, 1))),

  "rejects with the signal's reason if it is already aborted": scoring(() => onlyListening(ask)),

  "rejects with the signal's reason if it is aborted during the call": scoring(() => onlyLooking(ask)),

  'can be disposed of twice': toy(releasingTwice),

  'refuses calls after `dispose` with code DISPOSED': toy(neverReleasing),

  'leaves its inputs as they are': scoring(() => async (request, own) => {
    const scores = await own.score(request);
    request.contexts.ids.fill(0);
    return scores;
  }),

  'has a span in the text for each token of it': tokenizing((own) => ({
    encode: async (text, options) => {
      const encoded = await own.encode(text, options);
      return { ...encoded, spans: encoded.spans.map(({ start, end }) => ({ start: start + 1, end: end + 1 })) };
    },
  })),

  'decodes the tokens of a text to the text': tokenizing((own) => ({
    encode: async (text, options) => {
      const encoded = await own.encode(text, options);
      return { ...encoded, ids: encoded.ids.toSpliced(-1, 1, encoded.ids.at(-2) as number) };
    },
  })),

  'has a span in their text for each of any ids': tokenizing((own) => ({
    spans: (ids) => ({ ...own.spans(ids), spans: [] }),
  })),

  'knows its special tokens by ids of the vocabulary': tokenizing((own) => ({ unusedIds: [own.vocabularySize] })),

  'adds special tokens unless told not to': tokenizing((own) => ({ encode: (text) => own.encode(text) })),
};
