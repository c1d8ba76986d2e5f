import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { Backend } from '../interfaces/backend.ts';
import { checkLength, type Context } from './context.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { wholeNumber } from './settings.ts';

/**
 * The model's own answer: `length` times its first choice, one call of the backend each. It ends early before a special
 * token, with which models end a text, unless that is all there is.
 */
export async function greedyAnswer(
  length: number,
  backend: Backend,
  context: Context,
  signal: AbortSignalLike | undefined,
): Promise<readonly number[]> {
  wholeNumber('answer', length, 1);
  checkLength(context.tokens.length + length - 1, backend, 'text and answer together');
  const special = new Set(backend.tokenizer.specialTokens.values());
  const answer: number[] = [];
  while (answer.length < length) {
    const tokens = answer.length === 0 ? context.tokens : [...context.tokens, ...answer];
    const next = await firstChoice(backend, tokens, signal);
    if (answer.length > 0 && special.has(next)) break;
    answer.push(next);
  }
  return answer;
}

async function firstChoice(
  backend: Backend,
  context: readonly number[] | Int32Array,
  signal: AbortSignalLike | undefined,
): Promise<number> {
  const [first] = await backend.predict({ context, k: 1, ...(signal ? { signal } : {}) });
  const { vocabularySize } = backend.tokenizer;
  if (first !== undefined && Number.isInteger(first.token) && first.token >= 0 && first.token < vocabularySize) {
    return first.token;
  }
  throw new ReagentError('PLUGIN_BROKE_RULE', `backend ${backend.id}: predict must return k tokens of the vocabulary`, {
    plugin: backend.id,
  });
}
