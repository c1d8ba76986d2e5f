import type { BackendSupports, ScoreRequest } from '../interfaces/backend.ts';
import { ReagentError, type ReagentErrorCode } from '../interfaces/errors.ts';
import type { TokenMatrix } from '../interfaces/token-matrix.ts';

/** What rows of tokens are checked against. */
export interface RowLimits {
  /** Of the backend or masked model: errors name it. */
  readonly id: string;
  readonly vocabularySize: number;
  readonly supports: Pick<BackendSupports, 'maxContext'>;
}

/** What a request is checked against. */
export interface RequestLimits extends RowLimits {
  readonly supports: BackendSupports;
}

/**
 * Refuses what a request must not be, and what `supports` denies.
 * @throws ReagentError as {@link Backend.score}
 */
export function checkScoreRequest(request: ScoreRequest, limits: RequestLimits): void {
  const { contexts, queries, queryIndex, topK, want, embeddingMask } = request;
  const { supports } = limits;
  const ensure = ensureFor(limits);
  checkContexts(contexts, limits);
  for (const { position, tokens } of queries) {
    const inRow = Number.isSafeInteger(position) && position >= 1 && position <= contexts.length;
    ensure(inRow, 'INVALID_INPUT', `position ${position} is not in 1 … ${contexts.length}`);
    ensure(tokens.length > 0, 'INVALID_INPUT', 'a query asks for at least one token');
    const most = supports.tokensPerQuery ?? Infinity;
    ensure(tokens.length <= most, 'UNSUPPORTED', `a query asks for at most ${most} tokens`);
    checkIds(tokens, limits);
  }
  const named = queryIndex?.every((query) => queries[query] !== undefined) ?? true;
  const each = queryIndex === undefined || queryIndex.length === contexts.rows;
  ensure(named && each, 'INVALID_INPUT', 'queryIndex names a query for each row');
  if (topK !== undefined) {
    checkCount('topK', topK, limits);
    ensure(topK <= supports.maxTopK, 'UNSUPPORTED', `it tells the ${supports.maxTopK} best tokens, not ${topK}`);
  }
  ensure(!want?.rank || supports.rank === 'exact', 'UNSUPPORTED', 'it tells no exact ranks');
  ensure(!want?.distribution || supports.distribution, 'UNSUPPORTED', 'it tells no whole distributions');
  ensure(!want?.attentions || supports.attentions, 'UNSUPPORTED', 'it tells no attentions');
  ensure(embeddingMask === undefined || supports.embeddingMask, 'UNSUPPORTED', 'it takes no mask of embeddings');
}

/** @throws ReagentError `INVALID_INPUT` for rows that are none and ids outside the vocabulary, `TEXT_TOO_LONG` */
export function checkContexts({ rows, length, ids }: TokenMatrix, limits: RowLimits): void {
  const ensure = ensureFor(limits);
  const { maxContext } = limits.supports;
  ensure(length >= 1, 'INVALID_INPUT', 'a row has at least one token');
  ensure(ids.length === rows * length, 'INVALID_INPUT', `${rows} rows of ${length} tokens are not ${ids.length} ids`);
  ensure(length <= maxContext, 'TEXT_TOO_LONG', `a row has ${length} tokens and the model takes ${maxContext}`);
  checkIds(ids, limits);
}

/**
 * A number of tokens to be listed.
 * @throws ReagentError `INVALID_OPTION`
 */
export function checkCount(name: string, value: number, limits: RowLimits, most: number = Infinity): void {
  const isCount = Number.isSafeInteger(value) && value >= 1 && value <= most;
  const range = most === Infinity ? 'from 1' : `from 1 to ${most}`;
  ensureFor(limits)(isCount, 'INVALID_OPTION', `${name} must be a whole number ${range}, not ${value}`);
}

function checkIds(ids: ArrayLike<number>, limits: RowLimits): void {
  const { vocabularySize } = limits;
  for (let index = 0; index < ids.length; index++) {
    const id = ids[index] as number;
    if (Number.isSafeInteger(id) && id >= 0 && id < vocabularySize) continue;
    ensureFor(limits)(false, 'INVALID_INPUT', `token id ${id} is outside the vocabulary, 0 … ${vocabularySize - 1}`);
  }
}

function ensureFor({ id }: RowLimits): (holds: boolean, code: ReagentErrorCode, message: string) => void {
  return (holds, code, message) => {
    if (!holds) throw new ReagentError(code, `model ${id}: ${message}`, { plugin: id });
  };
}
