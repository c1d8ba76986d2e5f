import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { Backend } from '../interfaces/backend.ts';
import type { Context } from './context.ts';
import { ReagentError } from '../interfaces/errors.ts';
import { oneToken } from './one-token.ts';

/** The token that is explained: a given one, or the model's own first choice (one more call of the backend). */
export async function chooseTarget(
  target: number | string | undefined,
  backend: Backend,
  context: Context,
  signal: AbortSignalLike | undefined,
): Promise<number> {
  if (typeof target === 'string') return oneToken(target, backend.tokenizer, 'target');
  if (typeof target === 'number') return checkId(target, backend);
  const [first] = await backend.predict({ context: context.tokens, k: 1, ...(signal ? { signal } : {}) });
  const { vocabularySize } = backend.tokenizer;
  if (first === undefined || !Number.isInteger(first.token) || first.token < 0 || first.token >= vocabularySize) {
    throw new ReagentError(
      'PLUGIN_BROKE_RULE',
      `backend ${backend.id}: predict must return k tokens of the vocabulary`,
      {
        plugin: backend.id,
      },
    );
  }
  return first.token;
}

function checkId(id: number, backend: Backend): number {
  const { vocabularySize } = backend.tokenizer;
  if (Number.isInteger(id) && id >= 0 && id < vocabularySize) return id;
  throw new ReagentError(
    'INVALID_OPTION',
    `target: token ids are whole numbers from 0 to ${vocabularySize - 1}, not ${id}`,
  );
}
