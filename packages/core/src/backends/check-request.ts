import type { BackendSupports, ScoreRequest } from '../interfaces/backend.ts';
import { ReagentError, type ReagentErrorCode } from '../interfaces/errors.ts';
import { row } from '../interfaces/token-matrix.ts';

interface Place {
  readonly id: string;
  readonly supports: BackendSupports;
  /** Of the vocabulary. */
  readonly size: number;
}

/** Refuses what a request must not be, and what is denied. */
export function checkRequest(request: ScoreRequest, place: Place): void {
  const { contexts, queries, queryIndex, topK, want, embeddingMask } = request;
  const ensure = ensureFor(place);
  for (let index = 0; index < contexts.rows; index++) checkIds(row(contexts, index), place);
  for (const { position, tokens } of queries) {
    const inRow = Number.isInteger(position) && position >= 1 && position <= contexts.length;
    ensure(inRow, 'INVALID_INPUT', `there is no position ${position} in a row of ${contexts.length} tokens`);
    ensure(tokens.length > 0, 'INVALID_INPUT', 'a query asks for at least one token');
    checkTokens(tokens, place);
  }
  const known = queryIndex?.every((query) => query >= 0 && query < queries.length) ?? true;
  ensure(
    known && (queryIndex?.length ?? contexts.rows) === contexts.rows,
    'INVALID_INPUT',
    'queryIndex has a query a row',
  );
  ensure(
    topK === undefined || (Number.isInteger(topK) && topK >= 1),
    'INVALID_OPTION',
    'topK is a whole number from 1',
  );
  ensure(
    want?.attentions !== true && embeddingMask === undefined,
    'UNSUPPORTED',
    'it has no embeddings and no attentions',
  );
}

/** Refuses rows that the model cannot take. */
export function checkIds(ids: Int32Array, place: Place): void {
  const ensure = ensureFor(place);
  ensure(ids.length > 0, 'INVALID_INPUT', 'a row has at least one token');
  ensure(ids.length <= place.supports.maxContext, 'TEXT_TOO_LONG', `at most ${place.supports.maxContext} tokens`);
  checkTokens(ids, place);
}

function checkTokens(ids: ArrayLike<number>, place: Place): void {
  const wrong = Array.from(ids).find((id) => !(Number.isInteger(id) && id >= 0 && id < place.size));
  ensureFor(place)(wrong === undefined, 'INVALID_INPUT', `there is no token ${wrong}`);
}

function ensureFor({ id }: Place): (holds: boolean, code: ReagentErrorCode, message: string) => void {
  return (holds, code, message) => {
    if (!holds) throw new ReagentError(code, `backend ${id}: ${message}`, { plugin: id });
  };
}
