import { ReagentError, type BackendSupports, type ReagentErrorCode, type ScoreRequest } from '@reagent/core';

interface Limits {
  readonly id: string;
  readonly supports: BackendSupports;
  readonly vocabularySize: number;
}

/** Refuses what a request must not be, and what `supports` denies: a server may answer nonsense to it, and not refuse. */
export function checkScoreRequest(request: ScoreRequest, limits: Limits): void {
  const { contexts, queries, queryIndex, topK, want, embeddingMask } = request;
  const { supports } = limits;
  const ensure = ensureFor(limits);
  checkContext(contexts.ids, contexts.length, limits);
  ensure(contexts.ids.length === contexts.rows * contexts.length, 'INVALID_INPUT', 'ids must be rows · length long');
  for (const { position, tokens } of queries) {
    const inRow = Number.isSafeInteger(position) && position >= 1 && position <= contexts.length;
    ensure(inRow, 'INVALID_INPUT', `position ${position} is not in 1 … ${contexts.length}`);
    ensure(tokens.length > 0, 'INVALID_INPUT', 'a query asks for at least one token');
    const most = supports.tokensPerQuery ?? Infinity;
    ensure(tokens.length <= most, 'UNSUPPORTED', `a query asks for at most ${most} tokens`);
    checkTokens(tokens, limits);
  }
  const named = queryIndex?.every((query) => queries[query] !== undefined) ?? true;
  const each = queryIndex === undefined || queryIndex.length === contexts.rows;
  ensure(named && each, 'INVALID_INPUT', 'queryIndex names a query for each row');
  if (topK !== undefined) {
    ensure(Number.isSafeInteger(topK) && topK >= 1, 'INVALID_OPTION', `topK is a whole number from 1, not ${topK}`);
    ensure(topK <= supports.maxTopK, 'UNSUPPORTED', `it tells the ${supports.maxTopK} best tokens, not ${topK}`);
  }
  ensure(!want?.rank || supports.rank === 'exact', 'UNSUPPORTED', 'it tells no exact ranks');
  ensure(!want?.distribution, 'UNSUPPORTED', 'it tells no whole distributions');
  ensure(!want?.attentions && embeddingMask === undefined, 'UNSUPPORTED', 'it has no embeddings and no attentions');
}

/** @param length of a row */
export function checkContext(ids: ArrayLike<number>, length: number, limits: Limits): void {
  const ensure = ensureFor(limits);
  const { maxContext } = limits.supports;
  ensure(length >= 1, 'INVALID_INPUT', 'a row has at least one token');
  ensure(length <= maxContext, 'TEXT_TOO_LONG', `a row has ${length} tokens and the server takes ${maxContext}`);
  checkTokens(ids, limits);
}

export function checkCount(k: number, best: number, limits: Limits): void {
  const ensure = ensureFor(limits);
  const { vocabularySize } = limits;
  const isCount = Number.isSafeInteger(k) && k >= 1 && k <= vocabularySize;
  ensure(isCount, 'INVALID_OPTION', `k must be a whole number from 1 to ${vocabularySize}, not ${k}`);
  ensure(k <= best, 'UNSUPPORTED', `it tells the ${best} best tokens, not ${k}`);
}

function checkTokens(ids: ArrayLike<number>, limits: Limits): void {
  const { vocabularySize } = limits;
  const wrong = Array.from(ids).find((id) => !(Number.isSafeInteger(id) && id >= 0 && id < vocabularySize));
  ensureFor(limits)(wrong === undefined, 'INVALID_INPUT', `token id ${wrong} is not in 0 … ${vocabularySize - 1}`);
}

function ensureFor({ id }: Limits): (holds: boolean, code: ReagentErrorCode, message: string) => void {
  return (holds, code, message) => {
    if (!holds) throw new ReagentError(code, `backend ${id}: ${message}`, { plugin: id });
  };
}
