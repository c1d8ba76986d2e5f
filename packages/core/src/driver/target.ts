import type { AbortSignalLike } from '../interfaces/abort.ts';
import type { Backend } from '../interfaces/backend.ts';
import type { Context } from './context.ts';
import { ReagentError } from '../interfaces/errors.ts';

/** The token that is explained: a given one, or the model's own first choice (one more call of the backend). */
export async function chooseTarget(
  target: number | string | undefined,
  backend: Backend,
  context: Context,
  signal: AbortSignalLike | undefined,
): Promise<number> {
  if (typeof target === 'string') return tokenOf(target, backend);
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

function tokenOf(text: string, backend: Backend): number {
  const { tokenizer } = backend;
  const ids = tokenizer.encode(text, { addSpecialTokens: false }).ids;
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  const shown = ids.map((id) => `${JSON.stringify(tokenizer.decode([id]))} (${id})`).join(' · ');
  const spaced = tokenizer.encode(` ${text}`, { addSpecialTokens: false }).ids.length === 1;
  throw new ReagentError(
    'TARGET_NOT_ONE_TOKEN',
    ids.length === 0
      ? 'target: the text has no tokens'
      : `target: ${JSON.stringify(text)} is ${ids.length} tokens of this model: ${shown}; give one of them` +
          (spaced ? `, or ${JSON.stringify(` ${text}`)}, which is one` : ''),
  );
}

function checkId(id: number, backend: Backend): number {
  const { vocabularySize } = backend.tokenizer;
  if (Number.isInteger(id) && id >= 0 && id < vocabularySize) return id;
  throw new ReagentError(
    'INVALID_OPTION',
    `target: token ids are whole numbers from 0 to ${vocabularySize - 1}, not ${id}`,
  );
}
