import { ReagentError, type BackendSupports, type ReagentErrorCode, type ScoreRequest } from '@reagent/core';

/** Refuses what the request must not be, and what `supports` denies. */
export function checkScoreRequest(request: ScoreRequest, supports: BackendSupports, vocabularySize: number): void {
  const { contexts, queries, queryIndex, topK, want, embeddingMask } = request;
  checkTokens(contexts.ids, vocabularySize);
  checkLength(contexts.length, supports.maxContext);
  ensure(contexts.ids.length === contexts.rows * contexts.length, 'INVALID_INPUT', 'ids must be rows · length long');
  ensure(contexts.rows <= (supports.maxBatch ?? Infinity), 'UNSUPPORTED', `at most ${supports.maxBatch} rows`);
  for (const { position, tokens } of queries) {
    const inRow = Number.isInteger(position) && position >= 1 && position <= contexts.length;
    ensure(inRow, 'INVALID_INPUT', `position ${position} is not in 1 … ${contexts.length}`);
    ensure(tokens.length > 0, 'INVALID_INPUT', 'a query asks for at least one token');
    ensure(tokens.length <= (supports.tokensPerQuery ?? Infinity), 'UNSUPPORTED', 'too many tokens in a query');
    checkTokens(tokens, vocabularySize);
  }
  if (queryIndex !== undefined) {
    ensure(queryIndex.length === contexts.rows, 'INVALID_INPUT', 'queryIndex must have one entry a row');
    ensure(
      queryIndex.every((index) => index >= 0 && index < queries.length),
      'INVALID_INPUT',
      'no such query',
    );
  }
  if (topK !== undefined) {
    ensure(Number.isInteger(topK) && topK >= 1, 'INVALID_OPTION', 'topK is a whole number from 1');
    ensure(topK <= supports.maxTopK, 'UNSUPPORTED', `topK is at most ${supports.maxTopK}`);
  }
  if (want?.rank) ensure(supports.rank === 'exact', 'UNSUPPORTED', 'no exact ranks');
  if (want?.distribution) ensure(supports.distribution, 'UNSUPPORTED', 'no distributions');
  if (want?.attentions) ensure(supports.attentions, 'UNSUPPORTED', 'no attentions');
  if (embeddingMask !== undefined) ensure(supports.embeddingMask, 'UNSUPPORTED', 'no embedding masks');
}

/** Refuses ids outside the vocabulary. */
export function checkTokens(ids: ArrayLike<number>, vocabularySize: number): void {
  for (let index = 0; index < ids.length; index++) {
    const id = ids[index] as number;
    const inVocabulary = Number.isInteger(id) && id >= 0 && id < vocabularySize;
    ensure(inVocabulary, 'INVALID_INPUT', `token id ${id} is not in 0 … ${vocabularySize - 1}`);
  }
}

/** Refuses empty rows, and rows longer than the context. */
export function checkLength(length: number, maxContext: number): void {
  ensure(length >= 1, 'INVALID_INPUT', 'a row has at least one token');
  ensure(length <= maxContext, 'TEXT_TOO_LONG', `a row has at most ${maxContext} tokens`);
}

function ensure(holds: boolean, code: ReagentErrorCode, message: string): void {
  if (!holds) throw new ReagentError(code, `toy model: ${message}`);
}
