import { oneToken, ReagentError, tokenMatrix, type Backend, type Rank, type Scores } from '@reagent/core';
import type { ScoreCall } from './calls.ts';

/** What `reagent score` gives as JSON. */
export interface NextTokenScores {
  /** The backend's id: model, format, hash. */
  readonly model: string;
  /** Token ids, start tokens included. */
  readonly context: readonly number[];
  /** As they were asked for; else the most probable first. */
  readonly tokens: readonly NextTokenScore[];
}

export interface NextTokenScore {
  readonly id: number;
  readonly text: string;
  /** Natural logarithm; null for a probability of 0, as JSON has no -Infinity. */
  readonly logProb: number | null;
  readonly probability: number;
  /** Number of tokens more probable than it: 0 is the first choice. At least so many, where a server tells the best only. */
  readonly rank: Rank;
  /** The server tells only that the probability is no larger. */
  readonly upperBound?: true;
}

/** Asks the model about the tokens that the call names. */
export async function nextTokenScores(
  call: Pick<ScoreCall, 'context' | 'tokens' | 'top'>,
  backend: Backend,
): Promise<NextTokenScores> {
  const context = await contextIds(call.context, backend);
  const ids =
    call.tokens.length > 0 ? await namedTokens(call.tokens, backend) : await topTokens(context, call.top, backend);
  const scores = await scoresOf(context, ids, backend);
  const rankOf = await ranks(context, scores, backend);
  const tokens = ids.map((id, index) => {
    const logProb = scores.logProbabilities[index] as number;
    return {
      id,
      text: backend.tokenizer.decode([id]),
      logProb: Number.isFinite(logProb) ? logProb : null,
      probability: Math.exp(logProb),
      rank: rankOf(id, index),
      ...(scores.exact?.[index] === 0 ? { upperBound: true as const } : {}),
    };
  });
  return { model: backend.id, context, tokens };
}

/** Of all tokens, in as many queries as the backend takes them in. */
function scoresOf(context: readonly number[], ids: readonly number[], backend: Backend): Promise<Scores> {
  const { supports } = backend;
  const most = Math.min(supports.tokensPerQuery ?? Infinity, ids.length);
  const queries = Array.from({ length: Math.ceil(ids.length / most) }, (_, index) => ({
    position: context.length,
    tokens: ids.slice(index * most, (index + 1) * most),
  }));
  return backend.score({ contexts: tokenMatrix([context]), queries, want: { rank: supports.rank === 'exact' } });
}

/** Exact ones, or what the list of the best tells. */
async function ranks(
  context: readonly number[],
  scores: Scores,
  backend: Backend,
): Promise<(id: number, index: number) => Rank> {
  const { rank, maxTopK } = backend.supports;
  if (rank === 'exact') return (_, index) => scores.ranks?.[index] as number;
  if (rank === 'none') return () => null;
  const best = await backend.predict({ context, k: Math.min(maxTopK, backend.tokenizer.vocabularySize) });
  const places = new Map(best.map(({ token }, place) => [token, place]));
  return (id) => places.get(id) ?? { atLeast: best.length };
}

async function contextIds(context: ScoreCall['context'], { tokenizer }: Backend): Promise<readonly number[]> {
  const ids = typeof context === 'string' ? (await tokenizer.encode(context)).ids : context;
  if (ids.length > 0) return ids;
  throw new ReagentError('EMPTY_TEXT', 'the text has no tokens: give the words that come before');
}

async function namedTokens(tokens: ScoreCall['tokens'], { tokenizer }: Backend): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const token of tokens) {
    ids.push(typeof token === 'number' ? token : await oneToken(token, tokenizer, '--token-text'));
  }
  return ids;
}

async function topTokens(context: readonly number[], top: number, backend: Backend): Promise<readonly number[]> {
  const { vocabularySize } = backend.tokenizer;
  if (top > vocabularySize) {
    throw new ReagentError('INVALID_OPTION', `--top ${top}: this model has ${vocabularySize} tokens`);
  }
  return (await backend.predict({ context, k: top })).map(({ token }) => token);
}
