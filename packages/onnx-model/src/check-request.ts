import { ReagentError, type ScoreRequest, type TokenMatrix } from '@reagent/core';

/** What a request is checked against. */
export interface RequestLimits {
  readonly vocabularySize: number;
  readonly maxContext: number;
}

/** What of a request not every model can take or give. */
export interface RequestAbilities {
  /** Numbers that an embedding has; `null`: no mask of embeddings is taken. */
  readonly embeddingSize: number | null;
  readonly attentions: boolean;
}

/** Throws `INVALID_INPUT`, `INVALID_OPTION`, `TEXT_TOO_LONG` or `UNSUPPORTED`. */
export function checkScoreRequest(request: ScoreRequest, limits: RequestLimits & RequestAbilities): void {
  const { contexts, queries, queryIndex, topK, want } = request;
  if (request.embeddingMask !== undefined && limits.embeddingSize === null) throw unsupported('embeddingMask');
  if (want?.attentions === true && !limits.attentions) throw unsupported('attentions');
  checkContexts(contexts, limits);
  for (const { position, tokens } of queries) {
    if (!Number.isSafeInteger(position) || position < 1 || position > contexts.length) {
      throw invalid(`a query's position must be from 1 to the row length ${contexts.length}, not ${position}`);
    }
    if (tokens.length === 0) throw invalid('a query must ask for at least one token');
    for (const token of tokens) checkId(token, limits);
  }
  if (topK !== undefined) checkCount('topK', topK);
  checkEmbeddingMask(request, limits.embeddingSize ?? 0);
  if (queryIndex === undefined) return;
  if (queryIndex.length !== contexts.rows) throw invalid('queryIndex must have one entry for each row');
  if (queryIndex.some((index) => index < 0 || index >= queries.length)) throw invalid('queryIndex names no query');
}

export function checkContexts({ rows, length, ids }: TokenMatrix, limits: RequestLimits): void {
  if (length < 1) throw invalid('a context must have at least one token');
  if (ids.length !== rows * length) throw invalid(`${rows} rows of ${length} tokens are not ${ids.length} ids`);
  if (length > limits.maxContext) {
    throw new ReagentError(
      'TEXT_TOO_LONG',
      `the text has ${length} tokens and the model takes ${limits.maxContext}: shorten it`,
    );
  }
  for (const id of ids) checkId(id, limits);
}

/** A number of tokens to be listed. */
export function checkCount(name: string, value: number, most: number = Infinity): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  const range = most === Infinity ? '1 or more' : `from 1 to ${most}`;
  throw new ReagentError('INVALID_OPTION', `${name} must be a whole number, ${range}, not ${value}`);
}

export function invalid(message: string): ReagentError {
  return new ReagentError('INVALID_INPUT', message);
}

function checkId(id: number, { vocabularySize }: RequestLimits): void {
  if (Number.isSafeInteger(id) && id >= 0 && id < vocabularySize) return;
  throw invalid(`token id ${id} is outside the vocabulary (0 … ${vocabularySize - 1})`);
}

function checkEmbeddingMask({ contexts: { rows, length }, embeddingMask }: ScoreRequest, size: number): void {
  if (embeddingMask === undefined) return;
  if (embeddingMask.length !== rows * length * size) {
    throw invalid(
      `an embedding mask has a number for each of ${rows} rows, ${length} tokens and ${size} numbers of an embedding, ` +
        `which is ${rows * length * size} and not ${embeddingMask.length}`,
    );
  }
  if (!embeddingMask.every(Number.isFinite)) throw invalid('an embedding mask must hold finite numbers');
}

function unsupported(ability: string): ReagentError {
  return new ReagentError(
    'UNSUPPORTED',
    `this backend was not made with the ability ${ability}, or its graph cannot have it: see the option abilities`,
  );
}
