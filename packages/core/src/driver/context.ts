import type { Backend } from '../interfaces/backend.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { TextSpan } from '../interfaces/tokenizer.ts';

/** The context that a target is explained with. */
export interface Context {
  readonly text: string;
  readonly tokens: Int32Array;
  readonly spans: readonly TextSpan[];
  /** [position] whether it is a special token. */
  readonly special: readonly boolean[];
}

/** Reads a text, or token ids, as a context that the backend can take. */
export function readContext(input: string | readonly number[], backend: Backend): Context {
  const { tokenizer, supports } = backend;
  const specialIds = new Set(tokenizer.specialTokens.values());
  const { text, ids, spans } =
    typeof input === 'string' ? tokenizer.encode(input) : { ids: checkIds(input, backend), ...tokenizer.spans(input) };
  if (ids.length === 0 || (typeof input === 'string' && ids.every((id) => specialIds.has(id)))) {
    throw new ReagentError('EMPTY_TEXT', 'the text has no tokens: give the words that come before the target');
  }
  if (ids.length > supports.maxContext) {
    throw new ReagentError(
      'TEXT_TOO_LONG',
      `the text has ${ids.length} tokens and the model takes ${supports.maxContext}: shorten it`,
      { plugin: backend.id },
    );
  }
  return { text, tokens: Int32Array.from(ids), spans, special: ids.map((id) => specialIds.has(id)) };
}

function checkIds(ids: readonly number[], backend: Backend): readonly number[] {
  const size = backend.tokenizer.vocabularySize;
  const wrong = ids.findIndex((id) => !Number.isInteger(id) || id < 0 || id >= size);
  if (wrong < 0) return ids;
  throw new ReagentError(
    'INVALID_INPUT',
    `text: token ids are whole numbers from 0 to ${size - 1}; number ${wrong} is ${ids[wrong]}`,
  );
}

/** [position] the token's unit, numbered in order; -1 for a protected token. Here every token is its own unit. */
export function unitsOf(context: Context, protectSpecialTokens: boolean): Int32Array {
  let next = 0;
  return Int32Array.from(context.special, (special) => (special && protectSpecialTokens ? -1 : next++));
}
