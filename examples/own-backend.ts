import { attribute, primary, ReagentError, row, throwIfAborted } from '@reagent/core';
import type { Backend, BackendSupports, Query, ScoreRequest, Tokenizer } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { criterionOf } from '@reagent/stopping';
import { createToyTokenizer } from '@reagent/testing';

const supports: BackendSupports = {
  rowIndependence: 'bitwise', // each row is computed by itself
  rank: 'none', // it is never asked for ranks,
  maxTopK: 0, // nor whether a token is among the k best
  maxContext: 512,
  logits: true, // so that log-odds are exact also for a probability near 1
  distribution: false,
  embeddingMask: false,
  attentions: false,
};

/** A backend from a function that gives the logits of all tokens as the one after a context. */
export function backendOf(id: string, tokenizer: Tokenizer, logitsAfter: (context: Int32Array) => number[]): Backend {
  let disposed = false;
  const begin = async (signal: ScoreRequest['signal'], refuse: () => void): Promise<void> => {
    if (disposed) throw new ReagentError('DISPOSED', `backend ${id} has been disposed of`, { plugin: id });
    refuse();
    await Promise.resolve(); // a real model is waited for here; the caller may abort meanwhile
    throwIfAborted(signal);
  };
  return {
    id,
    tokenizer,
    supports,
    async score(request) {
      const asked = contextsAsked(request); // copies, so that nobody can change them under way
      await begin(request.signal, () => refuseWrong(request, tokenizer.vocabularySize));
      const logOdds = asked.flatMap(({ context, tokens }) => {
        const logits = logitsAfter(context);
        return tokens.map((token) => logOddsOf(logits, token));
      });
      return { logOdds: Float64Array.from(logOdds), logProbabilities: Float64Array.from(logOdds, logProbability) };
    },
    async predict({ context, k, signal }) {
      const ids = Int32Array.from(context);
      await begin(signal, () => refuseRow(ids, tokenizer.vocabularySize));
      const logits = logitsAfter(ids);
      return logits
        .map((_, token) => ({ token, logProbability: logProbability(logOddsOf(logits, token)) }))
        .sort((a, b) => b.logProbability - a.logProbability)
        .slice(0, k);
    },
    dispose: async () => void (disposed = true),
  };
}

/** What each row is asked: all queries, or the one that `queryIndex` names. A query sees the tokens before its position. */
function contextsAsked({ contexts, queries, queryIndex }: ScoreRequest): { context: Int32Array; tokens: number[] }[] {
  return Array.from({ length: contexts.rows }, (_, index) => {
    const own = queryIndex === undefined ? queries : queries.slice(queryIndex[index]).slice(0, 1);
    return own.map(({ position, tokens }: Query) => ({
      context: row(contexts, index).slice(0, position),
      tokens: [...tokens],
    }));
  }).flat();
}

function refuseWrong({ contexts, queries, topK, want, embeddingMask }: ScoreRequest, vocabularySize: number): void {
  for (let index = 0; index < contexts.rows; index++) refuseRow(row(contexts, index), vocabularySize);
  for (const { position, tokens } of queries) {
    refuseIds(tokens, vocabularySize);
    if (position < 1 || position > contexts.length) throw new ReagentError('INVALID_INPUT', `no position ${position}`);
  }
  if (topK !== undefined || want?.rank || want?.distribution || want?.attentions || embeddingMask !== undefined) {
    throw new ReagentError('UNSUPPORTED', 'only log-probabilities and log-odds');
  }
}

function refuseRow(ids: Int32Array, vocabularySize: number): void {
  refuseIds(ids, vocabularySize);
  if (ids.length > supports.maxContext)
    throw new ReagentError('TEXT_TOO_LONG', `at most ${supports.maxContext} tokens`);
}

function refuseIds(ids: ArrayLike<number>, vocabularySize: number): void {
  const wrong = Array.from(ids).find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabularySize));
  if (wrong !== undefined) throw new ReagentError('INVALID_INPUT', `there is no token ${wrong}`);
}

/** ln(p / (1 − p)): the token's logit minus the log-sum-exp of all others. */
function logOddsOf(logits: readonly number[], token: number): number {
  const others = logits.toSpliced(token, 1);
  const largest = Math.max(...others);
  const logSumExp = largest + Math.log(others.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return (logits[token] ?? 0) - logSumExp;
}

function logProbability(logOdds: number): number {
  return -Math.log1p(Math.exp(-logOdds));
}

// A "model" that knows which words go together; a real one would ask its engine or its server here.
const words = 'after heavy rain sun wind the street is wet dry and cold today'.split(' ');
const together: Record<string, number[]> = { wet: [0, 0, 5, -2, 0, 0, 1], dry: [0, 0, -3, 5, 1, 0, 1] };
export const tokenizer: Tokenizer = createToyTokenizer({ words, specialTokens: [] });
export function weather(context: Int32Array): number[] {
  return words.map((word) => context.reduce((logit, id) => logit + (together[word]?.[id] ?? 0), 0));
}

const backend = backendOf('weather', tokenizer, weather);
const [replacer, stopping] = [createRandomReplacer(), criterionOf('default')];
const result = await attribute({ backend, replacer, stopping, text: 'after heavy rain the street is' });
console.log(`after heavy rain the street is${primary(result).target.text}`);
result.tokens.forEach(({ text }, index) => console.log(text, primary(result).effect[index]?.estimate.toFixed(2)));
await backend.dispose();
